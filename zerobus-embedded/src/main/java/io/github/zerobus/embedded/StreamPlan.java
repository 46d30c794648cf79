package io.github.zerobus.embedded;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one physical stream does beside the usual; put together from the script when it is created. */
final class StreamPlan {

    private final List<Step> steps = new ArrayList<>();
    private @Nullable Status refusal;
    private Duration createDelay = Duration.ZERO;
    private boolean neverAnswers;
    private @Nullable Duration ackDelay;
    private boolean mayAck = true;

    private record Step(long messages, Consumer<StreamControl> action) {}

    void refuse(Status status) {
        refusal = status;
    }

    void createAfter(Duration delay) {
        createDelay = delay;
    }

    void neverAnswer() {
        neverAnswers = true;
    }

    void ackAfter(Duration delay) {
        ackDelay = delay;
    }

    void neverAck() {
        mayAck = false;
    }

    void allowAcks() {
        mayAck = true;
    }

    void at(long messages, Consumer<StreamControl> action) {
        steps.add(new Step(messages, action));
    }

    @Nullable
    Status refusal() {
        return refusal;
    }

    Duration createDelay() {
        return createDelay;
    }

    boolean neverAnswers() {
        return neverAnswers;
    }

    Optional<Duration> ackDelay() {
        return Optional.ofNullable(ackDelay);
    }

    boolean mayAck() {
        return mayAck;
    }

    /** Takes the steps that are due after so many messages. */
    void messageReceived(long count, StreamControl stream) {
        for (Step step : steps) {
            if (step.messages() == count) {
                step.action().accept(stream);
            }
        }
    }
}
