package io.github.zerobus.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/**
 * Resources of a process that must not grow.
 *
 * @param liveHeap in bytes, with the rows that the server of the same process retains
 */
record ProcessResources(int threads, long files, long directMemory, long liveHeap) {

    static ProcessResources now() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new ProcessResources(threadsWithoutTokenEndpoint(), files, knownDirectMemory(), collectedHeap());
    }

    /** Fails if Netty does not count direct memory, since every comparison would then succeed. */
    private static long knownDirectMemory() {
        long bytes = PlatformDependent.usedDirectMemory();
        if (bytes < 0) {
            throw new IllegalStateException("Netty does not report its direct memory; run without"
                    + " -Dio.netty.maxDirectMemory=0 and with access to Unsafe");
        }
        return bytes;
    }

    /** The token endpoint of the server has a pool that grows to its size with each request. */
    private static int threadsWithoutTokenEndpoint() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("zerobus-embedded-oauth"))
                .count();
    }

    private static long collectedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public String toString() {
        return "threads " + threads + ", files " + files + ", direct " + (directMemory >> 20) + " MB, heap "
                + (liveHeap >> 20) + " MB";
    }
}
