package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.BenchmarkClient;
import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.process.Arguments;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/**
 * What a million records cost that nobody acks: live heap and direct memory, less the same before. The payloads are
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
            // Not SENT: what the window does not take stays here.
            return figures.with(Metric.HELD_BYTES_PER_PAYLOAD_BYTE.name(), bytes / ((double) count * size));
        }
    }

    /** After the collector ran twice, since what the first run frees may hold direct memory. */
    private static long held() {
        System.gc();
        System.gc();
        return liveHeap() + Math.max(nettyDirect(), jdkDirect());
    }

    /** As the collector left it: the usage of now has the threads' fresh allocation buffers in it, dozens of MB. */
    private static long liveHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Netty counts what it allocates past the JDK; -1 where it does not do that. */
    @SuppressWarnings("UnnecessarilyFullyQualified") // so that it stands out: Netty offers the number nowhere else
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
