package io.github.zerobus.stream;

import static io.github.zerobus.stream.TestStreams.TABLE;
import static io.github.zerobus.stream.TestStreams.options;
import static io.github.zerobus.stream.TestStreams.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.zerobus.Endpoint;
import io.github.zerobus.SendOptions;
import io.github.zerobus.SendResult;
import io.github.zerobus.StreamClosedException;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOpenException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.StreamState;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.embedded.EmbeddedZerobusServer;
import io.grpc.ClientInterceptor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a stream needs neither its loops nor its timers nor somebody who waits. */
@Timeout(60)
class DeadLoopTests {

    private final EmbeddedZerobusServer server = EmbeddedZerobusServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private MultiplexedStreamBuilder builder(String name) {
        return MultiplexedStream.builder()
                .name(name)
                .endpoint(server.endpoint())
                .table(TABLE)
                .options(options(2).build());
    }

    private GrpcChannels channels() {
        return GrpcChannels.builder(Endpoint.parse(server.endpoint()))
                .name("provided")
                .subStreams(2)
                .build();
    }

    @Test
    void recordsCanBeFetchedAfterChannelProviderIsClosedBeforeStream() {
        server.onTable(TABLE).everyStream().neverAck();
        GrpcChannels channels = channels();
        MultiplexedStream stream =
                builder("dead-loop").channelProvider(channels).build();
        stream.open();
        List<CompletableFuture<SendResult>> futures = new ArrayList<>();
        futures.add(stream.ingestAsync(record(1)));
        futures.add(stream.ingestAsync(record(2)));
        channels.close();

        attempt(() -> futures.add(stream.ingestAsync(record(3))));
        assertThatThrownBy(() -> stream.close(Duration.ofSeconds(1))).isInstanceOf(StreamPoisonedException.class);

        assertThat(stream.unackedRecords()).hasSize(futures.size());
        assertThat(futures).allMatch(CompletableFuture::isCompletedExceptionally);
        await().until(() -> threads("zerobus-dead-loop").isEmpty());
    }

    @Test
    void limitOfFutureDetectsEndedLoop() {
        server.onTable(TABLE).everyStream().neverAck();
        GrpcChannels channels = channels();
        MultiplexedStream stream =
                builder("dead-limit").channelProvider(channels).build();
        stream.open();
        CompletableFuture<SendResult> future =
                stream.ingestAsync(record(1), SendOptions.timeLimit(Duration.ofMillis(300)));
        channels.close();

        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StreamPoisonedException.class)
                .hasMessageContaining("event loop does not run");
        attempt(() -> stream.close(Duration.ZERO));
    }

    @Test
    void openingEndsWhenChannelProviderIsClosedBefore() {
        GrpcChannels channels = channels();
        MultiplexedStream stream =
                builder("closed-before").channelProvider(channels).build();
        channels.close();

        assertThatThrownBy(stream::open).isInstanceOf(StreamOpenException.class);

        await().until(() -> threads("zerobus-closed-before").isEmpty());
    }

    @Test
    void closeEndsWhileInterceptorBlocksLoop() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> blocked = new CompletableFuture<>();
        boolean[] armed = {false};
        ClientInterceptor blocking = new ThrowingCalls(
                operation -> {
                    if (armed[0] && operation == ThrowingCalls.Operation.SEND) {
                        blocked.complete(null);
                        awaitUninterruptibly(release);
                    }
                    return false;
                },
                ThrowingCalls.Fault.EXCEPTION);
        MultiplexedStream stream = builder("blocked-loop")
                .options(options(1).build())
                .channelCustomizer((index, channel) -> channel.intercept(blocking))
                .build();
        stream.open();
        armed[0] = true;
        CompletableFuture<SendResult> future = stream.ingestAsync(record(1));
        blocked.get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> stream.close(Duration.ofMillis(500))).isInstanceOf(StreamClosedException.class);

        assertThat(stream.unackedRecords()).hasSize(1);
        assertThat(future).isCompletedExceptionally();
        release.countDown();
        await().until(() -> threads("zerobus-blocked-loop").isEmpty());
        // The late ack of the released loop changes nothing.
        assertThat(stream.unackedRecords()).hasSize(1);
    }

    @Test
    void closeEndsWhenTimersNeverFire() {
        server.onTable(TABLE).everyStream().neverAck();
        StreamRuntime threads = StreamRuntime.ofThreads("no-timers", 0);
        MultiplexedStream stream = builder("no-timers")
                .build(new StreamRuntime(
                        0,
                        new NoTimers(),
                        threads.workers(),
                        () -> ThreadLocalRandom.current().nextLong(),
                        threads.connectionRate()));
        CompletableFuture<Void> opened = stream.openAsync();
        attempt(() -> stream.tryIngest(record(1)));

        attempt(() -> stream.close(Duration.ofMillis(100)));

        assertThat(opened).failsWithin(Duration.ofSeconds(10));

        assertThat(stream.snapshot().state()).isIn(StreamState.CLOSED, StreamState.POISONED);
        assertThat(stream.unackedRecords()).hasSizeLessThan(2);
        await().until(() -> threads("zerobus-no-timers").isEmpty());
    }

    @Test
    void fetchOfUnackedRecordsDoesNotCutTheDrainOfAConcurrentClose() throws Exception {
        server.onTable(TABLE).everyStream().ackAfter(Duration.ofSeconds(3));
        MultiplexedStream stream = builder("draining")
                .options(options(1)
                        .flushTimeout(Duration.ofMillis(100))
                        .poisonDrainTimeout(Duration.ZERO)
                        .build())
                .build();
        stream.open();
        stream.ingest(record(1));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> stream.close(Duration.ofSeconds(30)));
        await().until(() -> stream.snapshot().state() == StreamState.CLOSED);

        assertThat(stream.unackedRecords()).isEmpty();

        closing.get(10, TimeUnit.SECONDS);
    }

    @Test
    void failedOpeningFreesResourcesAlthoughNobodyWaits() {
        String gone = server.endpoint();
        server.close();
        List<String> events = new CopyOnWriteArrayList<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void onStateChange(StreamState state) {
                events.add(state.name());
            }

            @Override
            public void onClose() {
                events.add("close");
            }
        };
        MultiplexedStream first = builder("nobody-waits")
                .endpoint(gone)
                .listener(listener)
                .options(options(2).startupTimeout(Duration.ofMillis(300)).build())
                .build();
        MultiplexedStream second = builder("nobody-waits")
                .endpoint(gone)
                .options(options(2).startupTimeout(Duration.ofMillis(300)).build())
                .build();

        CompletableFuture<Void> opened = first.openAsync();
        second.tryIngest(record(1));

        await().until(opened::isCompletedExceptionally);
        await().until(() -> threads("zerobus-nobody-waits").isEmpty());
        assertThat(events).containsExactly("CLOSED", "close");
    }

    @Test
    void openAsyncAfterCloseFailsImmediately() {
        MultiplexedStream stream = builder("closed").build();
        stream.open();
        stream.close();

        assertThat(stream.openAsync()).isCompletedExceptionally();
        assertThatThrownBy(() -> stream.openAsync().get(0, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StreamClosedException.class);
        assertThatThrownBy(stream::open).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void openAsyncAfterFailedOpeningFailsImmediately() {
        String gone = server.endpoint();
        server.close();
        MultiplexedStream stream = builder("failed")
                .endpoint(gone)
                .options(options(1).startupTimeout(Duration.ofMillis(300)).build())
                .build();
        assertThatThrownBy(stream::open).isInstanceOf(StreamOpenException.class);

        assertThatThrownBy(() -> stream.openAsync().get(0, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StreamOpenException.class);
    }

    @Test
    void closeEndsWaitingOpenAtOnce() throws Exception {
        String gone = server.endpoint();
        server.close();
        MultiplexedStream stream = builder("waiting")
                .endpoint(gone)
                .options(options(1).startupTimeout(Duration.ofMinutes(10)).build())
                .build();
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> catchThrowable(stream::open));
        await().until(() -> stream.snapshot().subStreams().get(0).lastFailure() != null);

        stream.close();

        assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(StreamClosedException.class);
    }

    @Test
    void builtStreamHoldsNoDescriptors() {
        builder("warm-up").build();
        long before = descriptors();
        List<MultiplexedStream> dropped = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            dropped.add(builder("dropped").build());
        }

        assertThat(descriptors() - before).isLessThan(10);
        assertThat(threads("zerobus-dropped")).isEmpty();
        dropped.forEach(MultiplexedStream::close);
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Makes a call that may fail. */
    private static void attempt(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        if (failure instanceof AssertionError error) {
            throw error;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A clock whose timers do not fire. */
    private static final class NoTimers implements io.github.zerobus.engine.time.Timers {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
