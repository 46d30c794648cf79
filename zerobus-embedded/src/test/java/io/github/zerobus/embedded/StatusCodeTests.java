package io.github.zerobus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatusCodeTests {

    @Test
    void codesAreThoseOfGrpc() {
        assertThat(StatusCode.values())
                .extracting(Enum::name)
                .containsExactlyElementsOf(
                        Arrays.stream(Status.Code.values()).map(Enum::name).toList());
        assertThat(StatusCode.values())
                .allSatisfy(code -> assertThat(code.toStatus().getCode().name()).isEqualTo(code.name()));
    }
}
