package io.github.zerobus.rescue;

import java.io.IOException;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of appends, removals, forces and crashes against a disk that loses what was not forced. A failure
 * names its seed: {@code -Dzerobus.seed=7} repeats it. {@code -Dzerobus.schedules=100000} runs more of them.
 */
class StoreModelTests {

    private static final int STEPS = 60;

    @Test
    void whatIsPersistedIsFoundAfterEveryCrash() {
        Long seed = Long.getLong("zerobus.seed");
        LongStream seeds =
                seed != null ? LongStream.of(seed) : LongStream.range(0, Long.getLong("zerobus.schedules", 10_000));
        seeds.forEach(StoreModelTests::run);
    }

    private static void run(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        long segment = 512L + random.nextInt(2048);
        StoreLimits limits = new StoreLimits(segment, segment * (4 + random.nextInt(4)), random.nextBoolean());
        try {
            StoreModel model = new StoreModel(random, limits);
            for (int step = 0; step < STEPS; step++) {
                stepOrStop(model, random);
            }
            model.check();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + " (-Dzerobus.seed=" + seed + ")", e);
        }
    }

    /** Now and then the process ends, or the power fails, in the middle of a step. */
    private static void stepOrStop(StoreModel model, Random random) throws IOException {
        boolean stops = random.nextInt(10) == 0;
        if (stops) {
            model.disk().stopAfter(random.nextInt(40));
        }
        boolean power = random.nextBoolean();
        try {
            step(model, random);
            model.disk().stopAfter(Long.MAX_VALUE);
        } catch (FakeDisk.Stopped e) {
            recover(model, random, power);
        }
    }

    /** Recovery itself may be cut short, several times. */
    private static void recover(StoreModel model, Random random, boolean powerLost) throws IOException {
        boolean power = powerLost;
        for (; ; ) {
            model.stopRecoveryAt(random.nextInt(3) == 0 ? random.nextInt(60) : Long.MAX_VALUE);
            try {
                if (power) {
                    model.losePower();
                } else {
                    model.kill();
                }
                model.stopRecoveryAt(Long.MAX_VALUE);
                return;
            } catch (FakeDisk.Stopped e) {
                power |= random.nextBoolean();
            }
        }
    }

    private static void step(StoreModel model, Random random) throws IOException {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> model.append();
            case 6 -> model.write();
            case 7, 8 -> model.force();
            case 9 -> model.remove();
            case 10, 11 -> model.removeThrough();
            case 12, 13 -> model.clean();
            case 14 -> model.prepare();
            default -> end(model, random);
        }
    }

    private static void end(StoreModel model, Random random) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> model.close();
            case 1 -> model.kill();
            case 2 -> model.losePower();
            default -> model.check();
        }
    }
}
