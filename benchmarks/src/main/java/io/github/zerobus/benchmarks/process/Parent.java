package io.github.zerobus.benchmarks.process;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The process that started this one. */
public final class Parent {

    private Parent() {}

    /** Ends this JVM when the parent ends, for any reason. */
    public static void watch() {
        Thread watcher = new Thread(Parent::awaitEnd, "parent");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Writes the line that {@link Child#answer} waits for. */
    public static void answer(String word, Arguments answer) {
        System.out.println(word + " " + String.join(" ", answer.words()));
        System.out.flush();
    }

    /** Blocks until the parent has ended. */
    public static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // The parent never writes; only the end of the stream matters.
            }
        } catch (IOException e) {
            // Same as the end of the stream.
        }
        Runtime.getRuntime().halt(0);
    }
}
