package dev.firstline.ingest.api;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates one body. Not by {@code GZIPInputStream}: that one calls itself for each member of a file, and many empty ones overflow its
 * stack.
 */
final class Inflation {

    private static final int BUFFER_BYTES = 8192;
    private static final int SMALLEST_MEMBER = 18;
    private static final int TRAILER = 8;
    private static final int FLAG_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    /** What became of a body. */
    sealed interface Result {

        /** All of it. */
        record Whole(byte[] body) implements Result {}

        /** It would be longer than the limit. */
        record TooLarge() implements Result {}

        /** It isn't what its encoding says. */
        record Broken(String reason) implements Result {}
    }

    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final byte[] sent;
    private final long limit;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER_BYTES);
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32 checksum = new CRC32();
    private int at;

    Inflation(byte[] sent, long limit) {
        this.sent = sent;
        this.limit = limit;
    }

    Result of(ContentCoding coding) {
        try {
            if (coding == ContentCoding.GZIP) gzip();
            else deflate();
            return new Result.Whole(body.toByteArray());
        } catch (TooLargeException beyond) {
            return new Result.TooLarge();
        } catch (DataFormatException broken) {
            String why = broken.getMessage() == null ? "its bytes make no sense" : broken.getMessage();
            return new Result.Broken("the body is no " + coding.name().toLowerCase(java.util.Locale.ROOT) + ": " + why);
        }
    }

    /** RFC 9110 means zlib's format by it; some senders leave out its two bytes in front and the checksum behind. */
    private void deflate() throws DataFormatException, TooLargeException {
        boolean zlib = sent.length > 1 && (sent[0] & 0x0f) == 8 && ((sent[0] & 0xff) << 8 | sent[1] & 0xff) % 31 == 0;
        stream(!zlib);
        if (at < sent.length) throw new DataFormatException("something follows its end");
    }

    /**
     * One member after the other.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, member format</a>
     */
    private void gzip() throws DataFormatException, TooLargeException {
        do {
            skipHeader();
            checksum.reset();
            int before = body.size();
            stream(true);
            if (sent.length - at < TRAILER) throw new DataFormatException("it is cut off");
            boolean right = number(4) == checksum.getValue() && number(4) == body.size() - before;
            if (!right) throw new DataFormatException("its checksum is another one");
        } while (at < sent.length);
    }

    private void skipHeader() throws DataFormatException {
        if (sent.length - at < SMALLEST_MEMBER) throw new DataFormatException("it is cut off");
        boolean known = number(2) == 0x8b1f && number(1) == 8;
        int flags = (int) number(1);
        if (!known || (flags & FLAGS_RESERVED) != 0) throw new DataFormatException("it begins in another way");
        at += 6;
        if ((flags & FLAG_EXTRA) != 0) at += (int) number(2);
        if ((flags & FLAG_NAME) != 0) skipText();
        if ((flags & FLAG_COMMENT) != 0) skipText();
        if ((flags & FLAG_CHECKSUM) != 0) at += 2;
        if (at > sent.length) throw new DataFormatException("it is cut off");
    }

    private void skipText() {
        while (at < sent.length && sent[at] != 0) at++;
        at++;
    }

    /** The next bytes as a number, the lowest first; 0 for what is beyond the end. */
    private long number(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++, at++) {
            if (at < sent.length) number |= (sent[at] & 0xffL) << 8 * i;
        }
        return number;
    }

    /** One stream of deflated blocks, from where we are to its end. */
    private void stream(boolean bare) throws DataFormatException, TooLargeException {
        Inflater inflater = new Inflater(bare);
        try {
            inflater.setInput(sent, at, sent.length - at);
            while (!inflater.finished()) {
                int made = inflater.inflate(buffer);
                if (made == 0 && !inflater.finished()) throw new DataFormatException("it is cut off");
                if (body.size() + (long) made > limit) throw new TooLargeException();
                body.write(buffer, 0, made);
                checksum.update(buffer, 0, made);
            }
            at = sent.length - inflater.getRemaining();
        } finally {
            inflater.end();
        }
    }
}
