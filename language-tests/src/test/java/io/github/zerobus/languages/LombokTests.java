package io.github.zerobus.languages;

import static io.github.zerobus.languages.BothEncodings.assertRefused;
import static io.github.zerobus.languages.BothEncodings.assertRow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.Getter;
import lombok.Value;
import lombok.experimental.Accessors;
import org.junit.jupiter.api.Test;

class LombokTests {

    @Data
    @AllArgsConstructor
    static class Reading {
        private String device;
        private Instant at;
        private BigDecimal price;
        private boolean valid;
        private List<String> tags;
    }

    @Value
    @Builder
    static class Immutable {
        String device;
        String uId;
    }

    @Value
    @Accessors(fluent = true)
    static class FluentValue {
        String device;
        int count;
    }

    @Data
    @Accessors(fluent = true)
    static class FluentData {
        private String device = "d";
        private int count = 3;
    }

    @Getter
    @Accessors(prefix = "m")
    static class Prefixed {
        private final String mName = "n";
    }

    @Getter
    static class Derived extends Reading {
        private final int extra = 1;

        Derived() {
            super("d", Instant.EPOCH, null, true, List.of());
        }
    }

    @Test
    void dataAndValueClassesAreSent() {
        assertRow(new Reading("d", Instant.EPOCH, new BigDecimal("9.90"), true, List.of("a")), """
                {"device":"d","at":0,"price":"9.90","valid":true,"tags":["a"]}""");
        assertRow(Immutable.builder().device("d").uId("u").build(), """
                {"device":"d","uId":"u"}""");
        assertRow(new Derived(), """
                {"device":"d","at":0,"price":null,"valid":true,"tags":[],"extra":1}""");
    }

    @Test
    void fluentAccessorsAreRead() {
        assertRow(new FluentValue("d", 3), """
                {"device":"d","count":3}""");
        assertRow(new FluentData(), """
                {"device":"d","count":3}""");
    }

    @Test
    void fieldWithAPrefixIsRefused() {
        assertRefused(new Prefixed(), "mName");
    }
}
