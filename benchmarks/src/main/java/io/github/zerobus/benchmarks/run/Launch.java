package io.github.zerobus.benchmarks.run;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.work.WorkKind;
import java.util.List;
import java.util.Locale;

/**
 * A JVM that can be started repeatedly. Immutable.
 *
 * @param label names its figures
 * @param settings of the client's process
 * @param jvmFlags the same for all clients that are compared
 * @param times how many times longer than others it is measured
 * @param warmth how much of the full warm-up it needs
 */
public record Launch(String label, Arguments settings, List<String> jvmFlags, int times, double warmth) {

    private static final List<String> FLAGS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-XX:ParallelGCThreads=2");

    /** Defaults: single records of 1 KB, one stream, one producer, 50,000 in flight. */
    public static Launch of(ClientKind client, WorkKind work) {
        Arguments settings = Arguments.none()
                .with("client", client)
                .with("work", work)
                .with("size", 1024)
                .with("batch", 1)
                .with("streams", 1)
                .with("producers", 1)
                .with("inflight", 50_000);
        return new Launch(client.name().toLowerCase(Locale.ROOT), settings, FLAGS, 1, 1);
    }

    public Launch with(String key, Object value) {
        return new Launch(label, settings.with(key, value), jvmFlags, times, warmth);
    }

    public Launch named(String value) {
        return new Launch(value, settings, jvmFlags, times, warmth);
    }

    public Launch withHeap(String size) {
        return new Launch(label, settings, List.of("-Xms" + size, "-Xmx" + size, "-XX:+UseParallelGC"), times, warmth);
    }

    public Launch longer(int value) {
        return new Launch(label, settings, jvmFlags, value, warmth);
    }

    /**
     * For work that saturates the processors, where the JIT compiler needs about 15 seconds to finish (benchmarks P1,
     * P5, P11).
     */
    public Launch warmer() {
        return new Launch(label, settings, jvmFlags, times, 1.5);
    }

    /** For work that is mostly native code or code that the JVM replaces by its own. */
    public Launch precompiled() {
        return new Launch(label, settings, jvmFlags, times, 0.5);
    }

    double warmup(RunSettings run) {
        return run.warmup() * warmth;
    }

    double seconds(RunSettings run) {
        return run.seconds() * times;
    }

    /** For work at the pace of a server or a clock, which is reached long before the JIT compiler has finished. */
    public Launch paced() {
        return new Launch(label, settings, jvmFlags, times, 0.3);
    }
}
