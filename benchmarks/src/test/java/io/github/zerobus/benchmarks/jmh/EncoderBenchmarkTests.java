package io.github.zerobus.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncoderBenchmarkTests {

    private final EncoderBenchmark ours = new EncoderBenchmark();
    private final EncoderBenchmark generated = new EncoderBenchmark();

    @Test
    void encodersWriteEqualBytes() {
        // Only the sizes are equal: the generated message numbers its fields in another order than the record.
        assertThat(ours.callByRecord()).hasSameSizeAs(generated.callByGeneratedCode());
        assertThat(ours.umlautsByRecord()).hasSameSizeAs(generated.umlautsByGeneratedCode());
        assertThat(ours.orderByRecord()).isEqualTo(generated.orderByGeneratedCode());
        assertThat(ours.readingByRecord()).isEqualTo(generated.readingByGeneratedCode());
    }
}
