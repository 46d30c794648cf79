package io.github.zerobus.rescue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A directory of the local file system. Where the file system knows owners, only the owner may use what it creates. */
final class LocalDisk implements Disk {

    private final Path directory;

    private LocalDisk(Path directory) {
        this.directory = directory;
    }

    /** Creates the directory if it is missing. */
    static LocalDisk at(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
        }
        return new LocalDisk(directory.toRealPath());
    }

    /** An existing directory. */
    static LocalDisk existing(Path directory) throws IOException {
        return new LocalDisk(directory.toRealPath());
    }

    static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    Path directory() {
        return directory;
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        Path path = directory.resolve(name);
        Files.deleteIfExists(path);
        Files.createFile(path, ownerOnly(path, "rw-------"));
        return open(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Path path = directory.resolve(name);
        return new LocalFile(new RandomAccessFile(path.toFile(), Files.isWritable(path) ? "rw" : "r"));
    }

    @Override
    public void move(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (DirectoryNotEmptyException e) {
            throw new IOException("'" + directory.resolve(name) + "' is a directory; a file is expected", e);
        }
    }

    @Override
    public void sync() throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return; // Windows opens no directories, and NTFS logs changes of names.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableSpace() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    /**
     * Reads and writes go through {@link RandomAccessFile}: a {@link FileChannel} closes itself when a thread that uses
     * it is interrupted, and threads of an application are interrupted at any time.
     */
    private static final class LocalFile implements DiskFile {

        private final RandomAccessFile file;

        LocalFile(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public int read(long at, byte[] into, int offset, int length) throws IOException {
            file.seek(at);
            return file.read(into, offset, length);
        }

        @Override
        public void write(long at, byte[] from, int offset, int length) throws IOException {
            file.seek(at);
            file.write(from, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.setLength(size);
        }

        @Override
        public void force() throws IOException {
            file.getChannel().force(false);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
