package io.github.zerobus.embedded;

import io.github.zerobus.embedded.service.Responses;
import io.github.zerobus.embedded.service.StreamControl;
import io.github.zerobus.embedded.service.StreamPlan;
import io.github.zerobus.proto.EphemeralStreamResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What to do with some physical streams. Each order stands on its own; several may be given for the same streams. */
public final class StreamFaults {

    private final Consumer<Consumer<StreamPlan>> changes;

    StreamFaults(Consumer<Consumer<StreamPlan>> changes) {
        this.changes = changes;
    }

    // At the opening.

    /** Sends the response headers only after some time. */
    public void headersAfter(Duration delay) {
        plan(plan -> plan.headersAfter(delay));
    }

    /** Refuses to create them, with a status; OK ends the call before it is created. */
    public void refuse(Status status) {
        plan(plan -> plan.refuse(status));
    }

    /** Refuses them with UNAUTHENTICATED if their token is one of these; an absent one is the empty text. */
    public void refuseTokens(Predicate<String> tokens) {
        plan(plan -> plan.refuseTokens(tokens));
    }

    /** Answers the create message only after some time. */
    public void createAfter(Duration delay) {
        plan(plan -> plan.createAfter(delay));
    }

    /** Never answers the create message. */
    public void neverAnswer() {
        plan(StreamPlan::neverAnswer);
    }

    /** Answers the create message without the stream's id. */
    public void createWithoutId() {
        answerCreateWith(Responses.createdWithoutId());
    }

    /** Answers the create message with an ack. */
    public void answerCreateWithAck() {
        answerCreateWith(Responses.ack(0));
    }

    /** Answers the create message with a message that says nothing. */
    public void answerCreateWithNothing() {
        answerCreateWith(Responses.empty());
    }

    private void answerCreateWith(EphemeralStreamResponse answer) {
        plan(plan -> plan.answerCreateWith(answer));
    }

    // Acks.

    /** Makes records durable and acks them after another delay than the server's. */
    public void ackAfter(Duration delay) {
        ackBetween(delay, delay, 0);
    }

    /** Acks each message after a delay of its own, drawn from a seed; never before those that came earlier. */
    public void ackBetween(Duration least, Duration most, long seed) {
        plan(plan -> plan.ackBetween(least, most, seed));
    }

    /** Acks only when so many messages are unacked. */
    public void ackEvery(int messages) {
        plan(plan -> plan.ackEvery(messages));
    }

    /** Acks nothing and makes nothing durable, until {@link ObservedStream#releaseAcks()}; not at half-close either. */
    public void neverAck() {
        plan(StreamPlan::neverAck);
    }

    /** Acks nothing until the client half-closes. */
    public void ackAtHalfClose() {
        plan(StreamPlan::ackAtHalfClose);
    }

    /** Makes records durable, but never says so. */
    public void loseAcks() {
        plan(StreamPlan::loseAcks);
    }

    /** Does not end the call when the client half-closes. */
    public void ignoreHalfClose() {
        plan(StreamPlan::ignoreHalfClose);
    }

    // Requests.

    /** Reads no records at all, until {@link ObservedStream#resumeReading()}. */
    public void neverRead() {
        afterMessages(0).stopReading();
    }

    /** Refuses requests with more bytes of records than this, where the service's limit is 10 MiB. */
    public void refuseRequestsOver(long bytes) {
        plan(plan -> plan.refuseRequestsOver(bytes));
    }

    // Moments.

    /** Does something when so many ingest messages have come; what is pending by then is not durable. */
    public At afterMessages(long count) {
        return new At(action -> plan(plan -> plan.afterMessages(count, action)));
    }

    /** Does something when exactly so many ingest messages are acked; the rest is not durable by then. */
    public At afterAcks(long count) {
        return new At(action -> plan(plan -> plan.afterAcks(count, action)));
    }

    /** Does something a while after the stream was created. */
    public At after(Duration time) {
        return new At(action -> plan(plan -> plan.after(time, action)));
    }

    /** Does something when the client half-closes: before the acks and the end with which the server answers. */
    public At atHalfClose() {
        return new At(action -> plan(plan -> plan.atHalfClose(action)));
    }

    /** A moment in the life of a physical stream. */
    public static final class At extends StreamActions {

        private final Consumer<Consumer<StreamControl>> moment;

        private At(Consumer<Consumer<StreamControl>> moment) {
            this.moment = moment;
        }

        /** From this moment on waits for a gate; does nothing if the stream ends meanwhile. */
        public At behind(Gate gate) {
            return new At(action -> moment.accept(stream -> gate.arrive(() -> stream.whileItLives(() -> {
                action.accept(stream);
                gate.countPassed();
            }))));
        }

        @Override
        void act(Consumer<StreamControl> action) {
            moment.accept(action);
        }
    }

    private void plan(Consumer<StreamPlan> change) {
        changes.accept(change);
    }
}
