package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/**
 * Live heap and direct memory of a million records that are never acked, minus the values before. The payloads are
 * fresh arrays that only the client holds.
 */
final class UnackedHeap implements Work {

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        int count = settings.integer("count");
        int size = settings.integer("size");
        byte[] record = Records.ofSize(size)[0];
        try (BenchmarkClient client = kind.open(ClientSettings.of(settings))) {
            long before = held();
            Window window = Window.open(settings);
            for (int i = 0; i < count; i++) {
                client.ingest(0, record.clone());
            }
            Arguments figures = window.close(count);
            double bytes = held() - before;
            // Not SENT: records beyond the window stay in the client.
            return figures.with(Metric.HELD_BYTES_PER_PAYLOAD_BYTE.name(), bytes / ((double) count * size));
        }
    }

    /** Runs the collector twice, since objects freed by the first run may hold direct memory. */
    private static long held() {
        System.gc();
        System.gc();
        return liveHeap() + Math.max(nettyDirect(), jdkDirect());
    }

    /** Usage after the last collection: the current usage includes dozens of MB of fresh allocation buffers. */
    private static long liveHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Memory that Netty allocates without the JDK; -1 where Netty does not do so. */
    @SuppressWarnings(
            "UnnecessarilyFullyQualified") // makes the use of an internal class visible: Netty has no other access to
    // the number
    private static long nettyDirect() {
        return io.netty.util.internal.PlatformDependent.usedDirectMemory();
    }

    private static long jdkDirect() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
