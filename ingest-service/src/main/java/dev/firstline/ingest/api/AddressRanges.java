package dev.firstline.ingest.api;

import java.util.List;
import java.util.Optional;

/**
 * Several ranges of addresses.
 *
 * @param ranges in no order
 */
record AddressRanges(List<AddressRange> ranges) {
    AddressRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * @throws IllegalArgumentException where {@link AddressRange#problem} finds something
     */
    static AddressRanges parse(List<String> texts) {
        return new AddressRanges(texts.stream().map(AddressRange::parse).toList());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether an address lies in one of them; one that nobody knows lies in none. */
    boolean contain(Optional<byte[]> address) {
        return address.isPresent() && contain(address.get());
    }

    boolean contain(byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
