package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.List;

/** The directory of a store. A seam: tests replace it by one that forgets what was not forced. Thread-safe. */
interface Disk {

    /** Names of all files. */
    List<String> list() throws IOException;

    /** Creates an empty file for its owner only. Replaces a file of the same name. */
    DiskFile create(String name) throws IOException;

    /** Opens an existing file. */
    DiskFile open(String name) throws IOException;

    /** Renames a file in one step. Replaces a file of the new name. */
    void move(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Makes created, renamed and deleted names durable. Not safe against interrupts. */
    void sync() throws IOException;

    /** Bytes that can still be allocated, as far as the file system knows. */
    long usableSpace() throws IOException;

    /** The directory, for messages. */
    @Override
    String toString();
}
