package dev.firstline.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept connection: a request at a time. */
final class Connection {

    private static final int LARGEST_ANSWER = 64 << 10;

    private final InetSocketAddress address;
    private final Selector selector;
    private final Template template;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
    private SocketChannel channel;
    private SelectionKey key;
    private long request;
    private long startedNanos;

    Connection(InetSocketAddress address, Selector selector, Template template) throws IOException {
        this.address = address;
        this.selector = selector;
        this.template = template;
        this.out = template.buffer();
        open();
    }

    /** Connects, anew where it was connected. */
    void open() throws IOException {
        close();
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, 0, this);
    }

    void close() throws IOException {
        if (channel != null) channel.close();
    }

    void begin(long number) throws IOException {
        request = number;
        template.fill(out, number);
        in.clear();
        startedNanos = System.nanoTime();
        goOn();
    }

    /** Writes and reads what can be; true where the answer is whole. */
    boolean goOn() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            return false;
        }
        if (channel.read(in) < 0) throw new EOFException("the server closed the connection");
        if (!Answer.isWhole(in)) {
            if (!in.hasRemaining()) throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
            return false;
        }
        return true;
    }

    /** Nothing is awaited on it. */
    void rest() {
        key.interestOps(0);
    }

    long request() {
        return request;
    }

    long startedNanos() {
        return startedNanos;
    }

    /** The whole answer: its bytes lie before the position. */
    ByteBuffer answer() {
        return in;
    }
}
