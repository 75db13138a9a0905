package dev.firstline.ingest.api;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses that begin with the same bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one alone.
 *
 * @param network the first of them: 4 bytes for IPv4, 16 for IPv6; what stands for an IPv4 address within IPv6 is one
 * @param bits how many bits are the same
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, CIDR notation</a>
 */
record AddressRange(byte[] network, int bits) {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    /** How many bits of IPv6 stand before an IPv4 address (::ffff:0:0/96, RFC 4291). */
    private static final int MAPPED_BITS = 96;

    /**
     * @throws IllegalArgumentException telling what is wrong, where {@link #problem} finds something
     */
    static AddressRange parse(String text) {
        String plain = text.strip();
        int slash = plain.indexOf('/');
        byte[] written = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? plain : plain.substring(0, slash));
        if (written == null || plain.indexOf('%') >= 0 || plain.indexOf('[') >= 0) {
            throw new IllegalArgumentException("'" + text
                    + "' is no address and no range of addresses; 192.0.2.7, 10.0.0.0/8 and 2001:db8::/32 are");
        }
        int bits = slash < 0 ? written.length * 8 : bits(plain.substring(slash + 1), written.length * 8, text);
        byte[] network = unmapped(written);
        int left = network.length == written.length ? bits : bits - MAPPED_BITS;
        if (left < 0)
            throw new IllegalArgumentException("'" + text + "' holds more than IPv4; ::ffff:0:0/96 is all of it");
        if (!Arrays.equals(network, first(network, left))) {
            throw new IllegalArgumentException("'" + text + "' has more bits set than the " + left
                    + " that it names; it would be " + NetUtil.bytesToIpAddress(first(network, left)) + "/" + left);
        }
        return new AddressRange(network, left);
    }

    /** What is wrong with a range as it is written, and what would be right; empty where nothing is. */
    static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    /** The bytes of one address; empty where a text is none. */
    static Optional<byte[]> address(String text) {
        return Optional.ofNullable(NetUtil.createByteArrayFromIpAddressString(text))
                .map(AddressRange::unmapped);
    }

    boolean contains(byte[] address) {
        return address.length == network.length && Arrays.equals(network, first(address, bits));
    }

    private static int bits(String text, int most, String whole) {
        boolean number = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number && Integer.parseInt(text) <= most) return Integer.parseInt(text);
        throw new IllegalArgumentException("'" + whole + "' names no number of bits from 0 to " + most);
    }

    private static byte[] unmapped(byte[] address) {
        if (address.length != IPV6_BYTES) return address;
        for (int i = 0; i < MAPPED_BITS / 8; i++) {
            int mapped = i < 10 ? 0 : 0xff;
            if ((address[i] & 0xff) != mapped) return address;
        }
        return Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES);
    }

    private static byte[] first(byte[] address, int bits) {
        byte[] first = address.clone();
        for (int i = 0; i < first.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            first[i] &= (byte) (0xff << 8 - kept);
        }
        return first;
    }
}
