package io.github.zerobus.embedded.service;

import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one physical stream does beside the usual; put together from the script when its call begins. */
public final class StreamPlan {

    private final List<Step> messageSteps = new ArrayList<>();
    private final List<Step> ackSteps = new ArrayList<>();
    private final List<Timed> timedSteps = new ArrayList<>();
    private final List<Consumer<StreamControl>> halfCloseSteps = new ArrayList<>();
    private Duration headersDelay = Duration.ZERO;
    private @Nullable Status refusal;
    private Predicate<String> refusedTokens = token -> false;
    private Duration createDelay = Duration.ZERO;
    private boolean neverAnswers;
    private @Nullable EphemeralStreamResponse wrongAnswer;
    private @Nullable Random ackDice;
    private Duration leastAckDelay;
    private Duration mostAckDelay;
    private int ackEvery = 1;
    private boolean mayAck = true;
    private boolean ackAtHalfClose;
    private boolean saysAcks = true;
    private boolean endsAtHalfClose = true;
    private long maxRequestBytes = Long.MAX_VALUE;

    public StreamPlan(Duration ackDelay) {
        leastAckDelay = ackDelay;
        mostAckDelay = ackDelay;
    }

    private record Step(long count, Consumer<StreamControl> action) {}

    /** A step that is due a while after the creation. */
    record Timed(Duration time, Consumer<StreamControl> action) {}

    // Orders.

    public void headersAfter(Duration delay) {
        headersDelay = delay;
    }

    public void refuse(Status status) {
        refusal = status;
    }

    public void refuseTokens(Predicate<String> tokens) {
        refusedTokens = tokens;
    }

    public void createAfter(Duration delay) {
        createDelay = delay;
    }

    public void neverAnswer() {
        neverAnswers = true;
    }

    public void answerCreateWith(EphemeralStreamResponse answer) {
        wrongAnswer = answer;
    }

    public void ackBetween(Duration least, Duration most, long seed) {
        leastAckDelay = least;
        mostAckDelay = most;
        ackDice = least.equals(most) ? null : new Random(seed);
    }

    public void ackEvery(int messages) {
        ackEvery = messages;
    }

    public void neverAck() {
        mayAck = false;
    }

    public void ackAtHalfClose() {
        mayAck = false;
        ackAtHalfClose = true;
    }

    void allowAcks() {
        mayAck = true;
        ackEvery = 1;
    }

    public void loseAcks() {
        saysAcks = false;
    }

    public void ignoreHalfClose() {
        endsAtHalfClose = false;
    }

    public void refuseRequestsOver(long bytes) {
        maxRequestBytes = bytes;
    }

    public void afterMessages(long count, Consumer<StreamControl> action) {
        messageSteps.add(new Step(count, action));
    }

    public void afterAcks(long count, Consumer<StreamControl> action) {
        ackSteps.add(new Step(count, action));
    }

    public void after(Duration time, Consumer<StreamControl> action) {
        timedSteps.add(new Timed(time, action));
    }

    public void atHalfClose(Consumer<StreamControl> action) {
        halfCloseSteps.add(action);
    }

    // Questions.

    Duration headersDelay() {
        return headersDelay;
    }

    /** Why the stream is not created, if it is not. */
    @Nullable
    Status refusal(String token) {
        return refusedTokens.test(token)
                ? Status.UNAUTHENTICATED.withDescription("no token that is good here")
                : refusal;
    }

    Duration createDelay() {
        return createDelay;
    }

    boolean neverAnswers() {
        return neverAnswers;
    }

    @Nullable
    EphemeralStreamResponse wrongAnswer() {
        return wrongAnswer;
    }

    /** Delay of the next message's ack, in nanoseconds. */
    long nextAckDelay() {
        long spread = mostAckDelay.toNanos() - leastAckDelay.toNanos();
        return leastAckDelay.toNanos() + (ackDice == null ? 0 : (long) (ackDice.nextDouble() * spread));
    }

    int ackEvery() {
        return ackEvery;
    }

    boolean mayAck() {
        return mayAck;
    }

    boolean acksAtHalfClose() {
        return mayAck || ackAtHalfClose;
    }

    boolean saysAcks() {
        return saysAcks;
    }

    boolean endsAtHalfClose() {
        return endsAtHalfClose;
    }

    long maxRequestBytes() {
        return maxRequestBytes;
    }

    List<Timed> timedSteps() {
        return timedSteps;
    }

    /** Takes the steps that are due after so many messages. */
    void messageReceived(long count, StreamControl stream) {
        run(messageSteps, count, stream);
    }

    /** Takes the steps that are due after so many acks. */
    void messageAcked(long count, StreamControl stream) {
        run(ackSteps, count, stream);
    }

    /** Takes the steps that are due when the client has said all. */
    void halfClosed(StreamControl stream) {
        halfCloseSteps.forEach(step -> step.accept(stream));
    }

    /** Whether acks must stop at so many messages, since a step is due just there. */
    boolean stopsAt(long count) {
        return ackSteps.stream().anyMatch(step -> step.count() == count);
    }

    private static void run(List<Step> steps, long count, StreamControl stream) {
        for (Step step : steps) {
            if (step.count() == count) {
                step.action().accept(stream);
            }
        }
    }
}
