package io.github.zerobus.engine.mux;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks records with {@link JsonSyntax}, and describes why and where it refused bytes, without any of their content.
 * The description is slow: it is made for refusals only.
 */
final class JsonFault {

    private JsonFault() {}

    /** Returns why the bytes are not one JSON object, or null if they are. */
    static @Nullable String of(byte[] json) {
        int end = JsonSyntax.scan(json);
        return end >= 0 ? null : describe(json, ~end);
    }

    private static String describe(byte[] json, int at) {
        int start = JsonSyntax.blanks(json, 0);
        if (start == json.length) {
            return "this one is empty";
        }
        if (!isUtf8(json)) {
            return "this one is not UTF-8";
        }
        if (json[start] != '{') {
            return "this one does not begin with {";
        }
        return "this one " + reason(json, at) + position(json, at);
    }

    private static String reason(byte[] json, int at) {
        if (JsonSyntax.is(json, at, '{') || JsonSyntax.is(json, at, '[')) {
            return depth(json, at) < JsonSyntax.MAX_DEPTH
                    ? "is malformed"
                    : "nests deeper than " + JsonSyntax.MAX_DEPTH + " levels";
        }
        if (JsonSyntax.is(json, at, '\\')) {
            return "has an invalid or unpaired escape";
        }
        boolean number = JsonSyntax.is(json, at, '-') || JsonSyntax.digits(json, at) > at;
        return number && isTooLarge(json, at) ? "has a number beyond the range of a double" : "is malformed";
    }

    private static boolean isTooLarge(byte[] json, int start) {
        int end = start;
        while (end < json.length && "+-.eE0123456789".indexOf(json[end]) >= 0) {
            end++;
        }
        try {
            return !JsonSyntax.isFinite(json, start, end);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Number of objects and arrays that are open before a position. */
    private static int depth(byte[] json, int end) {
        int depth = 0;
        for (int at = 0; at < end; at++) {
            switch (json[at]) {
                case '"' -> at = JsonSyntax.string(json, at + 1) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
        }
        return depth;
    }

    private static boolean isUtf8(byte[] json) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String position(byte[] json, int end) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < end; at++) {
            if (json[at] == '\n') {
                line++;
                column = 1;
            } else if ((json[at] & 0xc0) != 0x80) {
                column++;
            }
        }
        return " at line " + line + " column " + column;
    }
}
