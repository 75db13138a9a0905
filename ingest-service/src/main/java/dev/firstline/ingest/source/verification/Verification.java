package dev.firstline.ingest.source.verification;

/** How a sender proves that it holds its source's secret. Only looks and says what has to be compared; {@code Secrets} compares. */
public interface Verification {

    /**
     * What a request shows.
     *
     * @param sent the request without its body, which is not read before the rest looks right
     * @return what has to be compared with the secret
     */
    Proof proof(Sent sent);

    /**
     * What a refused sender is asked for: the value of {@code WWW-Authenticate}, which an answer 401 has to have.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-401-unauthorized">RFC 9110, 401</a>
     */
    String challenge();
}
