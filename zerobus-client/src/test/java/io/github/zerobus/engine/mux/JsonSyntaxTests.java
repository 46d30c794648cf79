package io.github.zerobus.engine.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \r\n\t{ } ",
                "{\"a\":null,\"b\":[true,false,{}],\"c\":-1.5e+10,\"d\":\"\\u00e4\\n\\\"ä€😀\"}",
                "{\"a\":123456789012345678901234567890.123}",
                "{\"a\":1,\"a\":2}"
            })
    void validObjectHasNoFault(String text) {
        assertThat(JsonSyntax.fault(text.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"x\"",
                "null",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{},",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{\"a\":nulL}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\'\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"line\nbreak\"}",
                "{\"a\":\"tab\there\"}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":1;\"b\":2}",
                "{\"a\"=1}",
                "/* c */{}",
                "{} // c",
                "# c\n{}",
                ")]}'\n{}",
                "\uFEFF{}"
            })
    void otherTextHasFault(String text) {
        assertThat(JsonSyntax.fault(text.getBytes(StandardCharsets.UTF_8)))
                .as(text)
                .isNotNull();
    }

    @Test
    void invalidUtf8HasFault() {
        assertThat(JsonSyntax.fault(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .contains("UTF-8");
        assertThat(JsonSyntax.fault("{\"a\":1}".getBytes(StandardCharsets.UTF_16)))
                .isNotNull();
    }

    @Test
    void deepNestingHasFaultAndDoesNotOverflowStack() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(JsonSyntax.fault(deep.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }

    @Test
    void faultContainsPositionButNoContent() {
        assertThat(JsonSyntax.fault("{\"secret\":1,\n \"hush\":x}".getBytes(StandardCharsets.UTF_8)))
                .contains("line 2")
                .doesNotContain("secret")
                .doesNotContain("hush");
    }
}
