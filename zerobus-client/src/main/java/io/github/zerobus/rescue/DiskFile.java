package io.github.zerobus.rescue;

import java.io.Closeable;
import java.io.IOException;

/**
 * One open file. Calls of one file must not overlap, except that {@link #force} may run beside the others. An interrupt
 * of the calling thread must not affect reads and writes.
 */
interface DiskFile extends Closeable {

    long size() throws IOException;

    /** Reads up to {@code length} bytes; returns how many, or -1 at the end of the file. */
    int read(long at, byte[] into, int offset, int length) throws IOException;

    /** Writes all bytes. They survive the end of the process, but not a power failure. */
    void write(long at, byte[] from, int offset, int length) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes the content durable. Not safe against interrupts: only for threads that nobody interrupts. */
    void force() throws IOException;
}
