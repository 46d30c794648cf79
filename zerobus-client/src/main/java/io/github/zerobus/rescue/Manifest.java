package io.github.zerobus.rescue;

import io.github.zerobus.RescueStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that says which segments must exist, so that a missing one is noticed. Text, replaced as a whole.
 *
 * @param store random number of the store
 * @param nextPosition no position at or above it was assigned when the file was written, except in the last segment
 * @param segments numbers of the segments in order
 */
record Manifest(long store, long nextPosition, List<Long> segments) {

    static final String FILE = "manifest";
    static final String NEW_FILE = "manifest.new";

    private static final String FORMAT = "zerobus-rescue ";
    private static final int LARGEST = 1 << 20;

    Manifest(long store, long nextPosition, Collection<Long> segments) {
        this(store, nextPosition, List.copyOf(segments));
    }

    /** Replaces the file and makes the change durable. */
    void write(Disk disk) throws IOException {
        byte[] bytes = encode();
        try (DiskFile file = disk.create(NEW_FILE)) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
        disk.move(NEW_FILE, FILE);
        disk.sync();
    }

    private byte[] encode() {
        StringBuilder text =
                new StringBuilder(FORMAT).append(SegmentHeader.VERSION).append('\n');
        text.append("store ").append(Long.toHexString(store)).append('\n');
        text.append("next ").append(nextPosition).append('\n');
        segments.forEach(id -> text.append("segment ").append(id).append('\n'));
        return (text + "checksum " + checksum(text.toString()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String checksum(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Integer.toHexString(FrameFormat.crc(bytes, 0, bytes.length));
    }

    /** Reads the file; null if it is damaged. */
    static @Nullable Manifest read(Disk disk) throws IOException {
        String text;
        try (DiskFile file = disk.open(FILE)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), LARGEST)];
            int length = 0;
            for (int count = 0; count >= 0 && length < bytes.length; length += Math.max(count, 0)) {
                count = file.read(length, bytes, length, bytes.length - length);
            }
            text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
        }
        int end = text.lastIndexOf("checksum ");
        if (end < 0 || !text.substring(end).equals("checksum " + checksum(text.substring(0, end)) + "\n")) {
            return null;
        }
        return decode(text.substring(0, end).split("\n", -1), disk);
    }

    private static Manifest decode(String[] lines, Disk disk) {
        int version = Integer.parseInt(lines[0].substring(FORMAT.length()));
        if (version > SegmentHeader.VERSION) {
            throw newer(disk, version);
        }
        List<Long> segments = new ArrayList<>();
        for (int i = 3; i < lines.length - 1; i++) {
            segments.add(Long.parseLong(value(lines[i])));
        }
        return new Manifest(Long.parseUnsignedLong(value(lines[1]), 16), Long.parseLong(value(lines[2])), segments);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    static RescueStoreException newer(Disk disk, int version) {
        return new RescueStoreException(
                "rescue directory '" + disk + "' has format " + version
                        + ", and this version of the library reads up to " + SegmentHeader.VERSION
                        + ": use the version that wrote it to send its records; nothing is changed",
                null);
    }
}
