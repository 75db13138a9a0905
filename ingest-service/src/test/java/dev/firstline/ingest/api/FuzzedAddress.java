package dev.firstline.ingest.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What proxies, and who poses as one, write about a sender's address: the last word is never the sender's. */
record FuzzedAddress() implements FuzzTarget {

    private static final String PROXY = "10.0.0.1";
    private static final String LAST = "203.0.113.9";

    private static final AddressRanges PROXIES = AddressRanges.parse(List.of("10.0.0.0/8"));
    private static final AddressRanges SENDER = AddressRanges.parse(List.of(LAST));

    @Override
    public String name() {
        return "sender-address";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                "198.51.100.1, 203.0.113.9:80".getBytes(StandardCharsets.US_ASCII),
                "for=198.51.100.1;proto=https, For=\"[2001:db8::7]:4711\"".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void run(byte[] input) {
        String value = new String(input, StandardCharsets.ISO_8859_1);
        AddressRange.problem(value);
        for (String header : List.of("x-forwarded-for", "forwarded")) {
            SenderAddress address = new SenderAddress(PROXIES, header);
            address.of(PROXY, List.of(value));
            String last = header.equals("forwarded") ? "for=" + LAST : LAST;
            Optional<byte[]> sender = address.of(PROXY, List.of(value + "," + last));
            if (!SENDER.contain(sender)) throw new AssertionError("another one was believed: " + value);
        }
    }

    @Override
    public boolean reaches(byte[] input) {
        SenderAddress address = new SenderAddress(PROXIES, "x-forwarded-for");
        return SENDER.contain(address.of(PROXY, List.of(new String(input, StandardCharsets.ISO_8859_1))));
    }

    @Override
    public String toString() {
        return name();
    }
}
