package io.github.zerobus.faults;

import java.util.Random;
import java.util.function.BooleanSupplier;

/** Decides which occurrences of an operation fail: none for a while, then some at random, then none. Thread-safe. */
final class Shots implements BooleanSupplier {

    private final Random random;
    private final int oneIn;
    private int skipped;
    private int left;
    private int fired;

    /**
     * Creates a decision.
     *
     * @param skipped number of occurrences at the start that do not fail
     * @param oneIn how many of the others there are for each that fails
     * @param left how many fail at most
     */
    Shots(Random random, int skipped, int oneIn, int left) {
        this.random = random;
        this.skipped = skipped;
        this.oneIn = oneIn;
        this.left = left;
    }

    static Shots none() {
        return new Shots(new Random(0), 0, 1, 0);
    }

    /** Draws a decision: up to 20 failures, somewhere in the first few hundred occurrences or at the start. */
    static Shots draw(Random random) {
        int skipped = random.nextInt(3) == 0 ? 0 : random.nextInt(300);
        return new Shots(new Random(random.nextLong()), skipped, 1 + random.nextInt(30), 1 + random.nextInt(20));
    }

    @Override
    public synchronized boolean getAsBoolean() {
        if (skipped > 0) {
            skipped--;
            return false;
        }
        if (left == 0 || random.nextInt(oneIn) != 0) {
            return false;
        }
        left--;
        fired++;
        return true;
    }

    synchronized boolean haveFired() {
        return fired > 0;
    }
}
