package dev.firstline.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds the end of an HTTP/1.1 answer, as far as the servers that are measured use the protocol. */
final class Answer {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** "HTTP/1.1 200". */
    private static final int STATUS_AT = 9;

    private Answer() {}

    /** Whether the bytes before the buffer's position are a whole answer. */
    static boolean isWhole(ByteBuffer in) {
        int head = headEnd(in);
        if (head < 0) return false;
        int length = length(in, head);
        if (length >= 0) return in.position() >= head + length;
        if (!find(in, head, CHUNKED)) return true;
        int last = in.position() - LAST_CHUNK.length;
        return last >= head && matches(in, last, LAST_CHUNK);
    }

    /** The status of a whole answer. */
    static int status(ByteBuffer in) {
        return (in.get(STATUS_AT) - '0') * 100 + (in.get(STATUS_AT + 1) - '0') * 10 + in.get(STATUS_AT + 2) - '0';
    }

    private static int headEnd(ByteBuffer in) {
        for (int i = STATUS_AT; i + 3 < in.position(); i++) {
            if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n')
                return i + 4;
        }
        return -1;
    }

    private static int length(ByteBuffer in, int head) {
        for (int line = nextLine(in, 0, head); line < head; line = nextLine(in, line, head)) {
            if (!matches(in, line, LENGTH)) continue;
            int value = 0;
            for (int i = line + LENGTH.length; in.get(i) != '\r'; i++) {
                if (in.get(i) != ' ') value = value * 10 + in.get(i) - '0';
            }
            return value;
        }
        return -1;
    }

    private static boolean find(ByteBuffer in, int head, byte[] line) {
        for (int at = nextLine(in, 0, head); at < head; at = nextLine(in, at, head)) {
            if (matches(in, at, line)) return true;
        }
        return false;
    }

    private static int nextLine(ByteBuffer in, int from, int head) {
        for (int i = from; i < head; i++) if (in.get(i) == '\n') return i + 1;
        return head;
    }

    private static boolean matches(ByteBuffer in, int at, byte[] lowerCase) {
        if (at + lowerCase.length > in.position()) return false;
        for (int i = 0; i < lowerCase.length; i++) {
            int seen = in.get(at + i);
            if (seen >= 'A' && seen <= 'Z') seen += 'a' - 'A';
            if (seen != lowerCase[i]) return false;
        }
        return true;
    }
}
