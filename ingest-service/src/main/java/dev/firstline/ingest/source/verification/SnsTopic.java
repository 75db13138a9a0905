package dev.firstline.ingest.source.verification;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic of SNS, and the one host that may speak for it.
 *
 * @param arn the topic's ARN
 * @param region its AWS region
 * @param host SNS' own host in that region
 */
record SnsTopic(String arn, String region, String host) {

    private static final Pattern ARN = Pattern.compile(
            "arn:(?<partition>aws|aws-cn|aws-us-gov):sns:(?<region>[a-z0-9-]{3,40}):\\d{12}:[A-Za-z0-9_.-]{1,256}");
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[A-Za-z0-9_-]{1,100}\\.pem");

    /** Reads an ARN; empty where it is none of a topic. */
    static Optional<SnsTopic> parse(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) return Optional.empty();
        String domain = matcher.group("partition").equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        String region = matcher.group("region");
        return Optional.of(new SnsTopic(arn, region, "sns." + region + domain));
    }

    /** The address of a certificate, if it is one of SNS for this topic. */
    Optional<URI> certificate(String address) {
        return own(address)
                .filter(uri -> uri.getRawQuery() == null
                        && CERTIFICATE.matcher(uri.getRawPath()).matches());
    }

    /** The address that confirms a subscription, if it leads to SNS of this topic. */
    Optional<URI> confirmation(String address) {
        return own(address)
                .filter(uri ->
                        uri.getRawQuery() != null && ("&" + uri.getRawQuery()).contains("&Action=ConfirmSubscription"));
    }

    private Optional<URI> own(String address) {
        try {
            URI uri = new URI(address);
            boolean itsOwn = "https".equals(uri.getScheme())
                    && host.equals(uri.getHost())
                    && (uri.getPort() == -1 || uri.getPort() == 443)
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            return itsOwn ? Optional.of(uri) : Optional.empty();
        } catch (java.net.URISyntaxException none) {
            return Optional.empty();
        }
    }

    /**
     * The names that SNS' certificates carry, by region.
     *
     * @see <a href="https://github.com/aws/aws-sdk-java-v2/tree/master/services-custom/sns-message-manager">AWS' own list</a>
     */
    Set<String> certificateNames() {
        return Set.of(
                "sns.amazonaws.com",
                "sns-signing." + region + ".amazonaws.com",
                "sns-" + region + ".amazonaws.com",
                "sns-" + region + ".amazonaws.com.cn");
    }
}
