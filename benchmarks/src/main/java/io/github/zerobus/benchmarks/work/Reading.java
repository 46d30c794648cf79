package io.github.zerobus.benchmarks.work;

/** A typical record of an application: ten fields of several types. */
record Reading(
        String device,
        String site,
        long at,
        double celsius,
        double humidity,
        int battery,
        boolean charging,
        String firmware,
        double latitude,
        double longitude) {

    private static final int COUNT = 64;

    static Reading[] some() {
        Reading[] readings = new Reading[COUNT];
        for (int i = 0; i < COUNT; i++) {
            readings[i] = new Reading(
                    "sensor-" + i,
                    "plant-7/hall-3",
                    1_700_000_000_000L + i,
                    20 + i / 7.0,
                    i / 64.0,
                    i,
                    i % 2 == 0,
                    "4.11.2",
                    52.5 + i / 1e4,
                    13.4 + i / 1e4);
        }
        return readings;
    }
}
