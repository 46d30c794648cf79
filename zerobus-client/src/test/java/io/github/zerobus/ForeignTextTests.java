package io.github.zerobus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTests {

    private static final String SECRET = "TOKEN-0123456789abcdef";

    private static String shown(String text) {
        return ForeignText.of(text, List.of(SECRET));
    }

    @Test
    void plainTextIsShownAsItIs() {
        assertThat(shown("table 'main.iot.r' has no column \"größe\"; ok"))
                .isEqualTo("table 'main.iot.r' has no column \"größe\"; ok");
    }

    @Test
    void pageIsCutToOneShortLine() {
        assertThat(shown("<html>\r\n\t<p>Bad Gateway</p>\n".repeat(100)))
                .hasSizeLessThan(210)
                .startsWith("<html>\\r\\n\\t<p>")
                .endsWith("...")
                .doesNotContain("\n", "\r", "\t");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 0x0b, 0x1b, 0x7f, 0x85, 0x9b, 0x200f, 0x202e, 0x2028, 0x2029, 0x2066, 0xfeff, 0xe0001})
    void controlCharacterIsEscaped(int character) {
        assertThat(shown("a" + Character.toString(character) + "b")).isEqualTo(String.format("a\\u%04xb", character));
    }

    @Test
    void unpairedSurrogateIsEscaped() {
        assertThat(shown("a\ud800b")).isEqualTo("a\\ud800b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad token " + SECRET,
                "authorization: Bearer " + SECRET,
                "x" + SECRET + "y",
                "token TOKEN-0123456789 was cut",
                "{\"authorization\":\"" + SECRET + "\"}"
            })
    void secretIsMaskedWhenTextRepeatsIt(String text) {
        assertThat(shown(text)).contains("***").doesNotContain("0123456789");
    }

    @Test
    void secretIsMaskedWhereTextIsCut() {
        assertThat(shown("-".repeat(190) + " " + SECRET)).doesNotContain("TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abcdef0123",
                "Basic YWJjZGVmMDEyMw==",
                "basic%20abcdef0123",
                "eyJhbGciOiJub25l.abcdef0123",
                "client_secret=abcdef0123",
                "\"access_token\": \"abcdef0123\"",
                "dapiabcdef0123"
            })
    void credentialsOfOthersAreMasked(String text) {
        assertThat(shown("got " + text + " here"))
                .contains("***")
                .endsWith(" here")
                .doesNotContain("abcdef0123", "YWJj");
    }

    @Test
    void causeIsKeptWhenItsMessagesAreSafe() {
        IOException cause = new IOException("outer", new IOException("Connection refused\n(handler)"));

        assertThat(ForeignText.cause(cause, List.of(SECRET))).isSameAs(cause);
    }

    @Test
    void causeIsReplacedWhenAnyMessageIsNotSafe() {
        IOException cause = new IOException("outer", new IOException("no \u001b[31m " + SECRET));

        assertThat(ForeignText.cause(cause, List.of(SECRET)))
                .hasMessage("java.io.IOException: outer")
                .hasNoCause();
    }

    @Test
    void replacedCauseOfTlsKeepsItsType() {
        IOException cause = new IOException(new SSLException("not an SSL/TLS record: " + "00".repeat(500)));

        assertThat(ForeignText.cause(cause, List.of()))
                .isInstanceOf(SSLException.class)
                .hasMessageStartingWith("javax.net.ssl.SSLException: not an SSL/TLS record: 00");
    }

    @Test
    void longGapBehindSchemeDoesNotOverflowTheStack() {
        assertThat(ForeignText.of("bearer" + " ".repeat(8_000) + "abcdefgh", List.of()))
                .startsWith("bearer ***");
        assertThat(ForeignText.of("bearer" + ":".repeat(8_000), List.of())).hasSize(200);
    }

    @Test
    void cutSecretIsMaskedWithCharactersAroundIt() {
        String secret = "abcdefghijklmnopqrstuvwxyz";

        assertThat(ForeignText.of("key=abcdefghijklmn...", List.of(secret))).doesNotContain("abcdefgh");
        assertThat(ForeignText.of("xnopqrstuvwxyz.", List.of(secret))).doesNotContain("stuvwxyz");
    }

    @Test
    void causeWithManyLinesIsReplaced() {
        IOException cause = new IOException("1\n2\n3\n4\nBearer abcdefghij");

        assertThat(ForeignText.cause(cause, List.of())).isNotSameAs(cause).hasMessageContaining("***");
    }

    @Test
    void cyclicCausesAreReplaced() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertThat(ForeignText.cause(one, List.of())).hasNoCause().hasMessage("java.io.IOException: one");
    }
}
