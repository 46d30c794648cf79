package io.github.zerobus.sample;

import io.github.zerobus.AwaitTimeoutException;
import io.github.zerobus.InflightLimitException;
import io.github.zerobus.StreamPoisonedException;
import io.github.zerobus.ZerobusException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps exceptions of the records endpoints to problem details. */
@RestControllerAdvice(assignableTypes = RecordsController.class)
class RecordsErrors {

    @ExceptionHandler
    ProblemDetail malformed(MalformedBodyException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    /** An invalid id, or a record that the stream rejects. */
    @ExceptionHandler
    ProblemDetail invalid(IllegalArgumentException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooLarge(TooLargeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, e.getMessage());
    }

    /** Not durable yet, but still in flight: the client can ask again with the id. */
    @ExceptionHandler
    ProblemDetail notDurableInTime(AwaitTimeoutException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.GATEWAY_TIMEOUT, "not durable after " + e.waited().toSeconds() + " s, but still in flight");
        problem.setProperty("id", e.id().toString());
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noRoom(InflightLimitException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail poisoned(StreamPoisonedException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.firstCause().getMessage()));
        problem.setTitle("The stream is poisoned");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail failed(ZerobusException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }
}
