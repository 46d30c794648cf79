package io.github.zerobus.benchmarks.work;

import io.github.zerobus.benchmarks.client.ClientKind;
import io.github.zerobus.benchmarks.client.ClientSettings;
import io.github.zerobus.benchmarks.client.JsonClient;
import io.github.zerobus.benchmarks.process.Arguments;

/**
 * One thread sends JSON as fast as possible for some seconds, then flushes; the flush counts in the time.
 *
 * @param objects whether objects are sent, or texts of the size in the settings
 */
record JsonThroughput(boolean objects) implements Work {

    /** Records between two reads of the clock. */
    private static final int STRIDE = 64;

    @Override
    public Arguments run(Arguments settings) throws Exception {
        ClientKind kind = ClientKind.valueOf(settings.text("client"));
        String[] texts = JsonTexts.ofSize(settings.integer("size"));
        try (JsonClient client = kind.openJson(ClientSettings.of(settings))) {
            // Twice, as in all work that waits for acks.
            double half = settings.number("warmup") / 2;
            long warmedUp = send(client, texts, half) + send(client, texts, half);
            Window window = Window.open(settings);
            long records = send(client, texts, settings.number("seconds"));
            return window.close(records).with(Metric.SENT.name(), warmedUp + records);
        }
    }

    private long send(JsonClient client, String[] texts, double seconds) throws Exception {
        Reading[] readings = Reading.some();
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        long sent = 0;
        do {
            for (int i = 0; i < STRIDE; i++) {
                if (objects) {
                    client.sendObject(readings[i]);
                } else {
                    client.send(texts[i]);
                }
            }
            sent += STRIDE;
        } while (System.nanoTime() < deadline);
        client.flush();
        return sent;
    }
}
