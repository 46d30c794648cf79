package io.github.zerobus.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.zerobus.RescueStoreException;
import io.github.zerobus.StoredRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a damaged directory costs, and that it is reported. 200 requests of 100 bytes in segments of 4,000. */
class DamageTests {

    private static final int REQUESTS = 200;
    private static final StoreLimits LIMITS = new StoreLimits(4_000, 1_000_000, false);
    private static final StoreLimits PREALLOCATED = new StoreLimits(4_000, 1_000_000, true);

    private FakeDisk disk = new FakeDisk();

    @BeforeEach
    void fill() throws IOException {
        disk = filled(LIMITS);
    }

    private static FakeDisk filled(StoreLimits limits) throws IOException {
        FakeDisk disk = new FakeDisk();
        fill(StoreCore.open(disk, limits, true));
        return disk.afterKill();
    }

    private static void fill(StoreCore core) throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            append(core, i);
        }
        core.segments().force();
    }

    private static void append(StoreCore core, int offset) throws IOException {
        RequestFrame frame = new RequestFrame(FileRescueStoreTests.request(0, offset, 100));
        if (core.segments().append(frame) == SegmentLog.NO_SEGMENT) {
            assertThat(core.prepare()).isTrue();
            assertThat(core.segments().append(frame)).isNotNegative();
        }
    }

    private static List<Long> read(StoreCore core) throws IOException {
        List<Long> offsets = new ArrayList<>();
        LogCursor cursor = new LogCursor(core, 0, 0);
        for (StoredRequest next = cursor.next(); next != null; next = cursor.next()) {
            offsets.add(next.request().offset());
        }
        cursor.close();
        return offsets;
    }

    private StoreCore open() throws IOException {
        return StoreCore.open(disk, LIMITS, true);
    }

    /** After a repair the next start finds nothing wrong, and the same requests. */
    private void assertRepaired(List<Long> offsets) throws IOException {
        disk = disk.afterKill();
        StoreCore again = open();
        assertThat(again.found().damagedPlaces()).isZero();
        assertThat(again.found().lostRequests()).isZero();
        assertThat(read(again)).isEqualTo(offsets);
    }

    private String segment(int number) {
        return disk.segments().get(number);
    }

    @Test
    void undamagedStoreHasEverything() throws IOException {
        StoreCore core = open();
        assertThat(core.found().damagedPlaces()).isZero();
        assertThat(read(core)).hasSize(REQUESTS).isSorted();
    }

    @Test
    void anyFlippedBitCostsOneRequestAtMost() throws IOException {
        Random random = new Random(1);
        for (int run = 0; run < 300; run++) {
            fill();
            String name = segment(random.nextInt(disk.segments().size()));
            byte[] bytes = disk.bytes(name);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            disk.put(name, bytes);

            StoreCore core = open();

            List<Long> found = read(core);
            assertThat(found)
                    .hasSizeGreaterThanOrEqualTo(REQUESTS - 1)
                    .isSorted()
                    .doesNotHaveDuplicates();
            boolean last = name.equals(disk.lastSegment());
            if (found.size() < REQUESTS && !(last && !found.contains(REQUESTS - 1L))) {
                assertThat(core.found().lostRequests()).isEqualTo(1);
            }
            if (!last) {
                assertThat(core.found().damagedPlaces()).isEqualTo(1);
                assertThat(disk.list()).contains(name + ".damaged-1");
                assertThat(disk.bytes(name + ".damaged-1")).isEqualTo(bytes);
            }
            assertRepaired(found);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 500, 1000, 3000})
    void zeroedPageCostsWhatWasOnIt(int from) throws IOException {
        byte[] bytes = disk.bytes(segment(2));
        Arrays.fill(bytes, from, from + 512, (byte) 0);
        disk.put(segment(2), bytes);

        StoreCore core = open();

        List<Long> found = read(core);
        assertThat(found).hasSizeBetween(REQUESTS - 6, REQUESTS - 3).isSorted();
        assertThat(core.found().damagedPlaces()).isEqualTo(1);
        assertThat(core.found().lostRequests()).isEqualTo(REQUESTS - found.size());
        assertRepaired(found);
    }

    @Test
    void zeroedHeaderCostsNothing() throws IOException {
        byte[] bytes = disk.bytes(segment(1));
        Arrays.fill(bytes, 0, 64, (byte) 0);
        disk.put(segment(1), bytes);

        StoreCore core = open();

        assertThat(read(core)).hasSize(REQUESTS);
        assertThat(core.found().damagedPlaces()).isEqualTo(1);
        assertRepaired(read(core));
    }

    @Test
    void tornTailIsCutWherever() throws IOException {
        String last = segment(disk.segments().size() - 1);
        byte[] bytes = disk.bytes(last);
        for (int length = bytes.length - 1; length > bytes.length - 150; length--) {
            disk.put(last, Arrays.copyOf(bytes, length));
            FakeDisk torn = disk.afterKill();
            StoreCore core = StoreCore.open(torn, LIMITS, true);

            assertThat(core.found().damagedPlaces()).isZero();
            assertThat(read(core)).hasSizeBetween(REQUESTS - 2, REQUESTS - 1).isSorted();
            append(core, 1000);
            core.segments().force();
            StoreCore again = StoreCore.open(torn.afterKill(), LIMITS, true);
            assertThat(again.found().damagedPlaces()).isZero();
            assertThat(read(again)).endsWith(1000L);
        }
    }

    @Test
    void missingSegmentIsReportedOnce() throws IOException {
        disk.lose(segment(3));

        StoreCore core = open();

        List<Long> found = read(core);
        assertThat(core.found().damagedPlaces()).isEqualTo(1);
        assertThat(core.found().lostRequests())
                .isEqualTo(REQUESTS - found.size())
                .isPositive();
        assertRepaired(found);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lostOrDamagedManifestIsReplaced(boolean lost) throws IOException {
        if (lost) {
            disk.lose(Manifest.FILE);
        } else {
            byte[] bytes = disk.bytes(Manifest.FILE);
            bytes[20] ^= 1;
            disk.put(Manifest.FILE, bytes);
        }

        StoreCore core = open();

        assertThat(read(core)).hasSize(REQUESTS);
        assertThat(core.found().damagedPlaces()).isEqualTo(1);
        assertRepaired(read(core));
    }

    @Test
    void newerFormatIsLeftAlone() throws IOException {
        String name = segment(0);
        byte[] bytes = disk.bytes(name);
        ByteBuffer.wrap(bytes).putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 60);
        ByteBuffer.wrap(bytes).putInt(60, (int) crc.getValue());
        disk.put(name, bytes);
        List<String> before = disk.list();

        assertThatThrownBy(this::open)
                .isInstanceOf(RescueStoreException.class)
                .hasMessageContaining("format 2")
                .hasMessageContaining("nothing is changed");
        assertThat(disk.list()).isEqualTo(before);
        assertThat(disk.bytes(name)).isEqualTo(bytes);
    }

    @Test
    void payloadThatContainsASegmentIsNotReadAsOne() throws IOException {
        byte[] segment = disk.bytes(segment(0));
        FakeDisk other = new FakeDisk();
        StoreLimits limits = new StoreLimits(100_000, 1_000_000, false);
        StoreCore core = StoreCore.open(other, limits, true);
        core.segments()
                .append(new RequestFrame(new io.github.zerobus.RescueRequest(
                        0, 5, null, 0, false, List.of(io.github.zerobus.Payload.proto(segment)))));
        core.segments().force();
        String last = Objects.requireNonNull(other.lastSegment());
        byte[] bytes = other.bytes(last);
        bytes[64 + FrameFormat.HEAD + 8] ^= 1;
        other.put(last, bytes);

        assertThat(read(StoreCore.open(other, limits, true))).isEmpty();
    }

    @Test
    void formerContentOfAReusedSegmentIsNotReadAgain() throws IOException {
        disk = new FakeDisk();
        StoreCore core = StoreCore.open(disk, PREALLOCATED, true);
        fill(core);
        core.index().removeThrough(0, Long.MAX_VALUE);
        core.clean();
        assertThat(disk.list()).anyMatch(SegmentNames::isSpare);
        for (int i = 0; i < 30; i++) {
            append(core, 1000 + i);
        }
        core.segments().force();

        StoreCore again = StoreCore.open(disk.afterKill(), PREALLOCATED, true);

        assertThat(again.found().damagedPlaces()).isZero();
        assertThat(read(again)).hasSize(30).allMatch(offset -> offset >= 1000);
    }

    @Test
    void damageWhileTheStoreIsOpenCostsOneRequest() throws IOException {
        StoreCore core = open();
        byte[] bytes = disk.bytes(segment(1));
        bytes[300] ^= 4;
        disk.put(segment(1), bytes);

        assertThat(read(core)).hasSize(REQUESTS - 1);
        assertThat(core.damagedPlaces()).isEqualTo(1);
        assertThat(read(core)).hasSize(REQUESTS - 1);
    }

    @Test
    void segmentsThatDieOutOfOrderLeaveNoRemovedRequestBehind() throws IOException {
        StoreCore core = open();
        for (long position = 1; position < REQUESTS; position++) {
            core.index().remove(position);
            if (position % 10 == 0) {
                core.clean();
            }
        }
        core.clean();
        assertThat(disk.segments().size()).isLessThan(4);

        disk = disk.afterKill();
        assertThat(read(open())).containsExactly(0L);
    }
}
