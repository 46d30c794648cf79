package io.github.zerobus.sample;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;
import oshi.util.GlobalConfig;

/**
 * Reads the machine in sweeps: processors, memory, disks, networks, then each process. Every measurement is a separate
 * reading. The next sweep starts when the previous one is used up. Not thread-safe.
 */
@Component
class MachineSampler {

    private final OperatingSystem os;
    private final HardwareAbstractionLayer hardware;
    private final String host;
    private final ArrayDeque<Measurement> sweep = new ArrayDeque<>();
    private List<HWDiskStore> disks = List.of();
    private List<NetworkIF> networks = List.of();
    private Iterator<OSProcess> processes = List.<OSProcess>of().iterator();

    MachineSampler() {
        // OSHI caches values for 300 ms, but every measurement must be a separate reading.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
        SystemInfo system = new SystemInfo();
        os = system.getOperatingSystem();
        hardware = system.getHardware();
        host = os.getNetworkParams().getHostName();
    }

    /** Returns the next reading. */
    Measurement next() {
        while (sweep.isEmpty()) {
            if (processes.hasNext()) {
                readProcess(processes.next());
            } else {
                readMachine();
                processes = new ArrayList<>(os.getProcesses()).iterator();
            }
        }
        return sweep.remove();
    }

    private void readMachine() {
        readProcessors();
        readMemory();
        readDisks();
        readNetworks();
    }

    private void readProcessors() {
        CentralProcessor processor = hardware.getProcessor();
        long[][] ticks = processor.getProcessorCpuLoadTicks();
        for (int cpu = 0; cpu < ticks.length; cpu++) {
            for (TickType type : TickType.values()) {
                add(
                        "cpu",
                        "cpu" + cpu,
                        type.name().toLowerCase(java.util.Locale.ROOT),
                        ticks[cpu][type.getIndex()],
                        "ms");
            }
        }
        add("cpu", "all", "contextSwitches", processor.getContextSwitches(), "count");
        add("cpu", "all", "interrupts", processor.getInterrupts(), "count");
        add("cpu", "all", "load1m", processor.getSystemLoadAverage(1)[0], "processes");
    }

    private void readMemory() {
        GlobalMemory memory = hardware.getMemory();
        add("memory", "physical", "available", memory.getAvailable(), "bytes");
        add("memory", "physical", "total", memory.getTotal(), "bytes");
        add("memory", "swap", "used", memory.getVirtualMemory().getSwapUsed(), "bytes");
    }

    private void readDisks() {
        if (disks.isEmpty()) {
            disks = hardware.getDiskStores();
        }
        for (HWDiskStore disk : disks) {
            disk.updateAttributes();
            add("disk", disk.getName(), "read", disk.getReadBytes(), "bytes");
            add("disk", disk.getName(), "written", disk.getWriteBytes(), "bytes");
            add("disk", disk.getName(), "busy", disk.getTransferTime(), "ms");
        }
    }

    private void readNetworks() {
        if (networks.isEmpty()) {
            networks = hardware.getNetworkIFs(true);
        }
        for (NetworkIF network : networks) {
            network.updateAttributes();
            add("network", network.getName(), "received", network.getBytesRecv(), "bytes");
            add("network", network.getName(), "sent", network.getBytesSent(), "bytes");
        }
    }

    private void readProcess(OSProcess process) {
        String name = process.getName() + "[" + process.getProcessID() + "]";
        add("process", name, "user", process.getUserTime(), "ms");
        add("process", name, "kernel", process.getKernelTime(), "ms");
        add("process", name, "resident", process.getResidentSetSize(), "bytes");
        add("process", name, "virtual", process.getVirtualSize(), "bytes");
        add("process", name, "threads", process.getThreadCount(), "threads");
        add("process", name, "read", process.getBytesRead(), "bytes");
        add("process", name, "written", process.getBytesWritten(), "bytes");
    }

    /** Counters stay far below 2^53, the limit for exact integers in a double. */
    private void add(String source, String name, String metric, long value, String unit) {
        add(source, name, metric, (double) value, unit);
    }

    private void add(String source, String name, String metric, double value, String unit) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        sweep.add(new Measurement(now, host, source, name, metric, value, unit));
    }
}
