package io.github.zerobus;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Encodes text in UTF-8. The JDK replaces a surrogate without its counterpart by a question mark; here it is refused,
 * since the record would silently differ from the text.
 */
final class Utf8Text {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8Text() {}

    /**
     * Encodes a text.
     *
     * @throws IllegalArgumentException if the text has an unpaired surrogate
     */
    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Almost all texts are done here. A look at each character would cost more than the encoding.
        if (hasQuestionMark(bytes)) {
            checkSurrogates(text);
        }
        return bytes;
    }

    private static boolean hasQuestionMark(byte[] bytes) {
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long marks = (long) EIGHT_BYTES.get(bytes, at) ^ (ONES * '?');
            if (((marks - ONES) & ~marks & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] == '?') {
                return true;
            }
        }
        return false;
    }

    private static void checkSurrogates(String text) {
        for (int at = 0; at < text.length(); at++) {
            int codePoint = text.codePointAt(at);
            if (Character.isSupplementaryCodePoint(codePoint)) {
                at++;
            } else if (Character.isSurrogate((char) codePoint)) {
                throw new IllegalArgumentException("the text has an unpaired surrogate, which UTF-8 cannot encode, at"
                        + " index " + at + "; replace it, or correct the code that cut the text");
            }
        }
    }
}
