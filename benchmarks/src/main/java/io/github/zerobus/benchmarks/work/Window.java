package io.github.zerobus.benchmarks.work;

import com.sun.management.OperatingSystemMXBean;
import io.github.zerobus.benchmarks.process.Arguments;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** CPU time used in the measured interval by this process, the server, the proxy, and other processes. */
final class Window {

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<ProcessHandle> partners;
    private final long startNanos = System.nanoTime();
    private final long startCpu = OS.getProcessCpuTime();
    private final long startPartnersCpu;
    private final long startMachine = MachineCpu.busyNanos();

    private Window(List<ProcessHandle> partners) {
        this.partners = partners;
        this.startPartnersCpu = cpu(partners);
    }

    /** Opens the window; {@code partners} in the settings are the ids of the processes that take part. */
    static Window open(Arguments settings) {
        return new Window(Arrays.stream(settings.text("partners").split(","))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList());
    }

    /** Closes the window; the records are those that became durable in it. */
    Arguments close(long records) {
        long nanos = System.nanoTime() - startNanos;
        long cpu = OS.getProcessCpuTime() - startCpu;
        long all = cpu + cpu(partners) - startPartnersCpu;
        long foreign = Math.max(0, MachineCpu.busyNanos() - startMachine - all);
        int processors = Runtime.getRuntime().availableProcessors();
        return Arguments.none()
                .with(Metric.RECORDS_PER_SECOND.name(), records * 1e9 / nanos)
                .with(Metric.CPU_MICROS_PER_RECORD.name(), cpu / 1e3 / Math.max(1, records))
                .with(Metric.CORES.name(), (double) all / nanos)
                .with(Metric.FOREIGN_PERCENT.name(), 100.0 * foreign / nanos / processors);
    }

    private static long cpu(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
