package io.github.zerobus.benchmarks.process;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The process that started this one. */
public final class Parent {

    private Parent() {}

    /** Ends this JVM when the other one goes, however it goes. */
    public static void watch() {
        Thread watcher = new Thread(Parent::awaitEnd, "parent");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Tells what {@link Child#answer} waits for. */
    public static void tell(String word, Arguments answer) {
        System.out.println(word + " " + String.join(" ", answer.words()));
        System.out.flush();
    }

    /** Serves until the parent is gone. */
    public static void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said; only the end counts.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(0);
    }
}
