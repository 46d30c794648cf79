package io.github.zerobus.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;

/** What a process holds that must not grow. */
record Machine(int threads, long files, long directMemory) {

    static Machine now() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Machine(ManagementFactory.getThreadMXBean().getThreadCount(), files, knownDirectMemory());
    }

    /** A Netty that does not count would make each comparison come true. */
    private static long knownDirectMemory() {
        long bytes = PlatformDependent.usedDirectMemory();
        if (bytes < 0) {
            throw new IllegalStateException("Netty does not tell its direct memory; run without"
                    + " -Dio.netty.maxDirectMemory=0 and with access to Unsafe");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "threads " + threads + ", files " + files + ", direct " + (directMemory >> 20) + " MB";
    }
}
