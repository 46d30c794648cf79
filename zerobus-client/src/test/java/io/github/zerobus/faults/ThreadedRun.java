package io.github.zerobus.faults;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.Endpoint;
import io.github.zerobus.MessageId;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.StreamOptionsBuilder;
import io.github.zerobus.StreamState;
import io.github.zerobus.ZerobusException;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.github.zerobus.embedded.StatusCode;
import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.stream.MultiplexedStreamBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one seed over real connections, from open to close. */
final class ThreadedRun implements AutoCloseable {

    private static final int PRODUCERS = 3;
    private static final int REQUESTS = 80;
    /** Two for closes, one for an outage. */
    private static final int OTHER_THREADS = 3;

    private final Random random;
    private final Tally tally;
    private final EmbeddedZerobusServer server;
    private final Outage outage;
    private final Outage.Headers headers;
    private final ClientFaults faults;
    private final GrpcChannels channels;
    private final MultiplexedStream stream;
    private final LoopBlock block;
    private final CallCancellations cancellations = new CallCancellations();
    private final AdmittedRequests requests = new AdmittedRequests();
    private final RecordingListener listener = new RecordingListener();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(PRODUCERS + OTHER_THREADS);
    /** Of a drain at close. */
    private final Duration longLimit;

    ThreadedRun(String name, int seed, EmbeddedZerobusServer server, Tally tally) {
        this.server = server;
        this.tally = tally;
        random = new Random(seed);
        FaultSchedule schedule = new FaultSchedule(random, Duration.ofMillis(1));
        schedule.applyTo(server.onTable(TABLE));
        outage = schedule.outage().shortened(4);
        headers = new Outage.Headers(outage);
        faults = new ClientFaults(random);
        boolean hangs = faults.isDrawn(ClientFaults.Kind.LOOP_HANGS);
        longLimit = Duration.ofSeconds(hangs ? 1 : 20);
        block = new LoopBlock(faults.shots(ClientFaults.Kind.LOOP_HANGS));
        StreamOptionsBuilder options = schedule.options();
        if (hangs) {
            options.maxBlock(longLimit);
        }
        channels = channels(name, options.build());
        stream = stream(name, options.build());
    }

    private GrpcChannels channels(String name, StreamOptions options) {
        return GrpcChannels.builder(Endpoint.parse(server.endpoint()))
                .name(name)
                .subStreams(options.subStreams())
                .customizer((subStream, channel) -> channel.intercept(block, faults.calls(), cancellations))
                .build();
    }

    private MultiplexedStream stream(String name, StreamOptions options) {
        MultiplexedStreamBuilder builder = MultiplexedStream.builder()
                .channelProvider(channels)
                .table(TABLE)
                .name(name)
                .options(options)
                .headersProvider(faults.headers(headers))
                .listener(faults.listener(listener));
        if (faults.isDrawn(ClientFaults.Kind.EXECUTOR)) {
            builder.callbackExecutor(faults.callbackExecutor(threads));
        }
        return builder.build();
    }

    void run() throws Exception {
        tally.count(Tally.Outcome.ALL);
        try {
            stream.open();
            load();
            end(random.nextInt(4) == 0 ? Duration.ZERO : longLimit);
            requests.check(stream, server.table(TABLE), listener, faults);
            checkDuplicates();
            tally();
        } catch (StreamOpenException e) {
            tally.count(Tally.Outcome.NEVER_OPEN);
            assertThat(server.table(TABLE).durableRecords()).isZero();
        }
    }

    @Override
    public void close() {
        block.release();
        end(Duration.ZERO);
        channels.close();
        threads.shutdownNow();
    }

    private void checkDuplicates() {
        if (faults.stepFailed() || faults.loopEnded()) {
            DuplicateCheck.checkWhenAcksAreLost(server.table(TABLE));
        } else {
            DuplicateCheck.checkOverConnections(server.table(TABLE), cancellations);
        }
    }

    private void tally() {
        tally.count(Tally.Outcome.POISONED, stream.snapshot().state() == StreamState.POISONED);
        tally.count(Tally.Outcome.WAITED_FOR_CAPACITY, listener.waits.get() > 0);
        tally.count(Tally.Outcome.LEFT_UNACKED, !listener.unacked.isEmpty());
        faults.tally(tally);
    }

    private void scheduleOutage(List<Future<?>> all) {
        if (!outage.duration().isZero()) {
            long start = outage.start().toMillis();
            long end = start + outage.duration().toMillis();
            all.add(threads.schedule(this::startOutage, start, TimeUnit.MILLISECONDS));
            all.add(threads.schedule(() -> headers.setFailing(false), end, TimeUnit.MILLISECONDS));
        }
    }

    private void startOutage() {
        headers.setFailing(true);
        server.table(TABLE).liveStreams().forEach(live -> live.fail(StatusCode.UNAVAILABLE));
    }

    /** Runs the producers, and in one of three schedules one or two concurrent closes. */
    private void load() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        scheduleOutage(all);
        long seed = random.nextLong();
        for (int t = 0; t < PRODUCERS; t++) {
            Random own = new Random(seed + t);
            int thread = t;
            all.add(threads.submit(() -> produce(thread, own)));
        }
        if (random.nextInt(3) == 0) {
            int delay = random.nextInt(20);
            for (int closes = 1 + random.nextInt(2); closes > 0; closes--) {
                Duration time = random.nextBoolean() ? Duration.ofMillis(random.nextInt(50)) : longLimit;
                all.add(threads.schedule(() -> closeUnderLoad(time), delay, TimeUnit.MILLISECONDS));
            }
        }
        for (Future<?> one : all) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private void closeUnderLoad(Duration time) {
        tally.count(Tally.Outcome.CLOSED_UNDER_LOAD, stream.snapshot().state() == StreamState.OPEN);
        end(time);
    }

    private void produce(int thread, Random own) {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                request(thread + "-" + i, own);
                if (faults.shots(ClientFaults.Kind.LOOP_ENDS).getAsBoolean()) {
                    channels.close();
                }
            }
        } catch (ZerobusException e) {
            // Read once, since a stream that closes may still be poisoned.
            StreamState state = stream.snapshot().state();
            assertThat(state == StreamState.POISONED
                            || state == StreamState.CLOSED
                            || faults.loopEnded()
                            || faults.isDrawn(ClientFaults.Kind.LOOP_HANGS))
                    .as("%s %s", e, stream.snapshot())
                    .isTrue();
        }
    }

    private void request(String key, Random own) {
        List<String> keys = own.nextInt(5) == 0 ? List.of(key + "a", key + "b") : List.of(key);
        if (own.nextInt(10) == 0) {
            requests.admitted(keys, stream.ingestBatchAsync(AdmittedRequests.payloads(keys)));
            return;
        }
        MessageId id = keys.size() > 1
                ? stream.ingestBatch(AdmittedRequests.payloads(keys))
                : stream.ingest(AdmittedRequests.payloads(keys).get(0));
        requests.admitted(id, keys, stream.awaitAsync(id));
        if (own.nextInt(50) == 0) {
            stream.flush(Duration.ofMillis(own.nextInt(50)));
        }
        if (own.nextInt(30) == 0) {
            await(id, Duration.ofMillis(own.nextInt(50)));
        }
    }

    private void await(MessageId id, Duration time) {
        try {
            stream.await(id, time);
            assertThat(stream.isDurable(id)).isTrue();
        } catch (AwaitTimeoutException e) {
            assertThat(e.id()).isEqualTo(id);
        }
    }

    private void end(Duration time) {
        try {
            stream.close(time);
        } catch (ZerobusException e) {
            assertThat(stream.snapshot().state()).isIn(StreamState.POISONED, StreamState.CLOSED);
        }
    }
}
