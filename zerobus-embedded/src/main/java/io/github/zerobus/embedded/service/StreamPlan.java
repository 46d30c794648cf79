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

/**
 * Faults and steps of one physical stream, collected from the script when its call begins. The methods that scripts
 * call are documented at the methods of the same names in the script language. Used in the stream's context only.
 */
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
    private @Nullable Random ackRandom;
    private Duration minAckDelay;
    private Duration maxAckDelay;
    private int ackEvery = 1;
    private boolean mayAck = true;
    private boolean ackAtHalfClose;
    private boolean sendsAcks = true;
    private boolean endsAtHalfClose = true;
    private long maxRequestBytes = Long.MAX_VALUE;

    public StreamPlan(Duration ackDelay) {
        minAckDelay = ackDelay;
        maxAckDelay = ackDelay;
    }

    private record Step(long count, Consumer<StreamControl> action) {}

    /** A step that is due some time after the creation of the stream. */
    record Timed(Duration time, Consumer<StreamControl> action) {}

    // Called by scripts.

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

    public void ackBetween(Duration min, Duration max, long seed) {
        minAckDelay = min;
        maxAckDelay = max;
        ackRandom = min.equals(max) ? null : new Random(seed);
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
        sendsAcks = false;
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

    // Called by the stream.

    Duration headersDelay() {
        return headersDelay;
    }

    /** Status with which the stream is refused; null if it is created. */
    @Nullable
    Status refusal(String token) {
        return refusedTokens.test(token) ? Status.UNAUTHENTICATED.withDescription("invalid token") : refusal;
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

    /** Ack delay of the next message in nanoseconds. */
    long nextAckDelay() {
        long spread = maxAckDelay.toNanos() - minAckDelay.toNanos();
        return minAckDelay.toNanos() + (ackRandom == null ? 0 : (long) (ackRandom.nextDouble() * spread));
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

    boolean sendsAcks() {
        return sendsAcks;
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

    /** Runs the steps that are due at this number of messages. */
    void messageReceived(long count, StreamControl stream) {
        run(messageSteps, count, stream);
    }

    /** Runs the steps that are due at this number of acked messages. */
    void messageAcked(long count, StreamControl stream) {
        run(ackSteps, count, stream);
    }

    /** Runs the steps that are due at the client's half-close. */
    void halfClosed(StreamControl stream) {
        halfCloseSteps.forEach(step -> step.accept(stream));
    }

    /** Whether a step is due at exactly this number of acked messages, so that an ack must end there. */
    boolean hasStepAt(long count) {
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
