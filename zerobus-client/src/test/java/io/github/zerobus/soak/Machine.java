package io.github.zerobus.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What a process holds that must not grow. */
record Machine(int threads, long files, long directMemory) {

    static Machine now() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Machine(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                Math.max(0, io.netty.util.internal.PlatformDependent.usedDirectMemory()));
    }

    @Override
    public String toString() {
        return "threads " + threads + ", files " + files + ", direct " + (directMemory >> 20) + " MB";
    }
}
