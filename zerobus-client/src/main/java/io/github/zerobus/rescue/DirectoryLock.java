package io.github.zerobus.rescue;

import io.github.zerobus.RescueStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive use of a directory: against other processes by a lock on a file, against other stores of this JVM by a
 * registry. The registry is asked first, because POSIX releases a lock as soon as the process closes any descriptor of
 * the locked file.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "lock";

    private static final Map<Path, DirectoryLock> HELD = new ConcurrentHashMap<>();

    /** Descriptors that must stay open, since closing one would release the lock of another class loader. */
    private static final Set<FileChannel> LEFT_OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private volatile @Nullable FileChannel channel;

    private DirectoryLock(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the lock.
     *
     * @param directory as {@link Path#toRealPath} returns it
     */
    static DirectoryLock take(Path directory) throws IOException {
        DirectoryLock lock = new DirectoryLock(directory);
        if (HELD.putIfAbsent(directory, lock) != null) {
            throw inUse(directory, "another store of this process");
        }
        try {
            lock.lockFile();
            return lock;
        } finally {
            if (lock.channel == null) {
                HELD.remove(directory, lock);
            }
        }
    }

    private void lockFile() throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            createFor(file);
        }
        FileChannel opened = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (opened.tryLock() == null) {
                String owner = ownerIn(opened);
                opened.close();
                throw inUse(directory, owner);
            }
        } catch (OverlappingFileLockException e) {
            LEFT_OPEN.add(opened);
            throw inUse(directory, "another class loader of this process");
        }
        try {
            opened.truncate(0);
            opened.write(ByteBuffer.wrap(own().getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
    }

    private static String own() {
        return "process " + ProcessHandle.current().pid();
    }

    private static void createFor(Path file) throws IOException {
        try {
            Files.createFile(file, LocalDisk.ownerOnly(file, "rw-------"));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return; // Another process was faster.
        }
    }

    /** Who holds a directory, as its lock file says. For other processes only: reading it opens the file. */
    static String ownerIn(FileChannel opened) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(64);
        opened.read(text, 0);
        String owner = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return owner.matches("process \\d+") ? owner : "another process";
    }

    private static RescueStoreException inUse(Path directory, String owner) {
        return new RescueStoreException(
                "rescue directory '" + directory + "' is in use by " + owner
                        + ": give each stream of each process a directory of its own, or end the other one",
                null);
    }

    @Override
    public void close() throws IOException {
        FileChannel held = channel;
        if (held != null && HELD.remove(directory, this)) {
            held.close();
        }
    }

    /** The directory. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
