package io.github.zerobus.engine.mux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTests {

    private static final String ALPHABET = "{}[]:,\"\\/ \n0123456789.eE+-truefalsnbdD8c";

    private static final List<String> SEEDS = List.of(
            "{\"device\":\"sensor-17\",\"celsius\":21.5,\"ok\":true,\"tags\":[\"a\",\"b\"],\"at\":1790000000000000}",
            "{\"a\":{\"b\":{\"c\":[1,2,{\"d\":null}]}},\"e\":false,\"f\":-0.5e-3}",
            "{\"t\":\"\\u00e4\\ud83d\\ude00\\n\",\"\u00e4\u20ac\":\"\ud83d\ude00 text that is longer than a word\"}",
            " { } ",
            "{\"n\":[0,-0,0.0,1e10,1E+10,12345678901234567890,1e307]}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \r\n\t{ } ",
                "{\"a\":null,\"b\":[true,false,{}],\"c\":-1.5e+10,\"d\":\"\\u00e4\\n\\\"ä€😀\"}",
                "{\"a\":123456789012345678901234567890.123}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\ud83d\\ude00 \\uD83D\\uDE00\",\"longer than eight bytes\":\"\\\\ and \\\" at the end\\\\\"}",
                "{\"a\":-0,\"b\":0.0e-5,\"c\":1E308,\"d\":0.0000001e+310,\"e\":1e-999999}"
            })
    void validObjectHasNoFault(String text) {
        assertThat(JsonFault.of(text.getBytes(StandardCharsets.UTF_8))).isNull();
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
                "\uFEFF{}",
                "{\"a\":1e400}",
                "{\"a\":-1e309}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":\"\\ud800\\ud800\"}",
                "{\"a\":\"\\ud800x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\",
                "{\"a\":\"a\u0000b\"}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":0x10}",
                "{\"a\":[}",
                "{\"a\":{]}",
                "{,}",
                "{\"a\":1}}"
            })
    void otherTextHasFault(String text) {
        assertThat(JsonFault.of(text.getBytes(StandardCharsets.UTF_8))).as(text).isNotNull();
    }

    @Test
    void invalidUtf8HasFault() {
        assertThat(JsonFault.of(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .contains("UTF-8");
        assertThat(JsonFault.of("{\"a\":1}".getBytes(StandardCharsets.UTF_16))).isNotNull();
    }

    @Test
    void utf8WithOverlongFormOrSurrogateHasFault() {
        assertThat(faultOfText(0xc3, 0xa4)).isNull();
        assertThat(faultOfText(0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80)).isNull();
        assertThat(faultOfText(0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf)).isNull();
        assertThat(faultOfText(0x80)).contains("UTF-8");
        assertThat(faultOfText(0xc0, 0x80)).contains("UTF-8");
        assertThat(faultOfText(0xe0, 0x9f, 0xbf)).contains("UTF-8");
        assertThat(faultOfText(0xed, 0xa0, 0x80)).contains("UTF-8");
        assertThat(faultOfText(0xf0, 0x8f, 0xbf, 0xbf)).contains("UTF-8");
        assertThat(faultOfText(0xf4, 0x90, 0x80, 0x80)).contains("UTF-8");
        assertThat(faultOfText(0xf5, 0x80, 0x80, 0x80)).contains("UTF-8");
        assertThat(faultOfText(0xe2, 0x82)).contains("UTF-8");
    }

    private static @Nullable String faultOfText(int... text) {
        byte[] json = "{\"a\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(json, json.length + text.length + 2);
        for (int i = 0; i < text.length; i++) {
            all[json.length + i] = (byte) text[i];
        }
        all[all.length - 2] = '"';
        all[all.length - 1] = '}';
        return JsonFault.of(all);
    }

    @Test
    void eachByteIsCheckedAtEveryPositionInWord() {
        for (int length = 0; length < 24; length++) {
            for (int at = 0; at < length; at++) {
                for (int c = 0; c < 128; c++) {
                    String text = "x".repeat(at) + (char) c + "x".repeat(length - at - 1);
                    boolean plain = c >= 0x20 && c != '"' && c != '\\';
                    assertThat(JsonFault.of(("{\"" + text + "\":1}").getBytes(StandardCharsets.UTF_8)) == null)
                            .as("%d at %d of %d", c, at, length)
                            .isEqualTo(plain);
                }
            }
        }
    }

    @Test
    void faultNamesReasonAndPosition() {
        assertThat(fault("{\"a\":\n1e400}"))
                .isEqualTo("this one has a number beyond the range of a double at line 2 column 1");
        assertThat(fault("{\"a\":\"\\ud800\"}")).contains("escape").contains("column 7");
        assertThat(fault("{\"a\":" + "[".repeat(126) + "]".repeat(126) + "}")).isNull();
        assertThat(fault("{\"a\":" + "[".repeat(127) + "]".repeat(127) + "}")).contains("127 levels");
        assertThat(fault("{\"a\":1 2}")).isEqualTo("this one is malformed at line 1 column 8");
        assertThat(fault("  ")).isEqualTo("this one is empty");
        assertThat(fault("[]")).contains("does not begin with {");
    }

    private static @Nullable String fault(String text) {
        return JsonFault.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares the verdict with a strict reader's on texts that differ from JSON by a few random edits. */
    @Test
    void verdictEqualsVerdictOfStrictReader() {
        RandomGenerator random = new Random(4711);
        for (int i = 0; i < Integer.getInteger("zerobus.json.texts", 100_000); i++) {
            byte[] text = mutated(random);
            boolean accepted = JsonFault.of(text) == null;
            assertThat(accepted)
                    .as(() -> new String(text, StandardCharsets.UTF_8))
                    .isEqualTo(StrictReader.accepts(text));
        }
    }

    private static byte[] mutated(RandomGenerator random) {
        byte[] text = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        for (int edits = random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(text.length);
            switch (random.nextInt(3)) {
                case 0 -> text[at] = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                case 1 -> text[at] = (byte) random.nextInt(256);
                default -> {
                    byte[] shorter = Arrays.copyOf(text, Math.max(1, text.length - 1));
                    System.arraycopy(
                            text,
                            Math.min(at + 1, text.length),
                            shorter,
                            Math.min(at, shorter.length),
                            Math.max(0, shorter.length - at));
                    text = shorter;
                }
            }
        }
        return text;
    }

    @Test
    void deepNestingHasFaultAndDoesNotOverflowStack() {
        String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(JsonFault.of(deep.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }

    @Test
    void faultContainsPositionButNoContent() {
        assertThat(JsonFault.of("{\"secret\":1,\n \"hush\":x}".getBytes(StandardCharsets.UTF_8)))
                .contains("line 2")
                .doesNotContain("secret")
                .doesNotContain("hush");
    }
}
