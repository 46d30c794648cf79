package io.github.zerobus.embedded.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallInterceptorTests {

    @ParameterizedTest
    @CsvSource({"Bearer abc, abc", "Basic abc, ''", "abc, ''", "'Bearer ', ''"})
    void tokenIsThatOfBearerHeader(String header, String token) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), header);

        assertThat(CallInterceptor.token(metadata)).isEqualTo(token);
    }

    @Test
    void tokenIsEmptyWithoutHeader() {
        assertThat(CallInterceptor.token(new Metadata())).isEmpty();
    }
}
