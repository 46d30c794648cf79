package io.github.zerobus.engine.mux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Checks that bytes are one JSON object in UTF-8, as strictly as the strictest reader: one invalid record would poison
 * a whole stream. Works on the bytes and allocates nothing, since every record with the default options passes through.
 *
 * <p>The scanning methods take a position and return the position behind what they accepted, or the complement
 * ({@code ~}) of the position of the fault. Duplicate names are accepted: to detect them, all names would have to be
 * kept.
 */
final class JsonSyntax {

    /** Deeper than the columns of any table. Strict readers stop at 128 levels. */
    static final int MAX_DEPTH = 127;

    /** Below this power of ten every number fits into a double. */
    private static final int SAFE_MAGNITUDE = 308;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private JsonSyntax() {}

    /** Scans one object with blanks around it; a result below zero is the complement of the position of a fault. */
    static int scan(byte[] json) {
        int start = blanks(json, 0);
        if (!is(json, start, '{')) {
            return ~start;
        }
        int end = object(json, start, 1);
        if (end < 0) {
            return end;
        }
        int rest = blanks(json, end);
        return rest == json.length ? rest : ~rest;
    }

    // Scanning.

    private static int value(byte[] json, int start, int depth) {
        if (start == json.length) {
            return ~start;
        }
        return switch (json[start]) {
            case '"' -> string(json, start + 1);
            case '{' -> object(json, start, depth + 1);
            case '[' -> array(json, start, depth + 1);
            case 't' -> word(json, start, TRUE);
            case 'f' -> word(json, start, FALSE);
            case 'n' -> word(json, start, NULL);
            default -> number(json, start);
        };
    }

    private static int object(byte[] json, int start, int depth) {
        if (depth > MAX_DEPTH) {
            return ~start;
        }
        int at = blanks(json, start + 1);
        if (is(json, at, '}')) {
            return at + 1;
        }
        while (is(json, at, '"')) {
            at = string(json, at + 1);
            if (at < 0) {
                return at;
            }
            at = blanks(json, at);
            if (!is(json, at, ':')) {
                return ~at;
            }
            at = value(json, blanks(json, at + 1), depth);
            if (at < 0) {
                return at;
            }
            at = blanks(json, at);
            if (!is(json, at, ',')) {
                return is(json, at, '}') ? at + 1 : ~at;
            }
            at = blanks(json, at + 1);
        }
        return ~at;
    }

    private static int array(byte[] json, int start, int depth) {
        if (depth > MAX_DEPTH) {
            return ~start;
        }
        int at = blanks(json, start + 1);
        if (is(json, at, ']')) {
            return at + 1;
        }
        while (true) {
            at = value(json, at, depth);
            if (at < 0) {
                return at;
            }
            at = blanks(json, at);
            if (!is(json, at, ',')) {
                return is(json, at, ']') ? at + 1 : ~at;
            }
            at = blanks(json, at + 1);
        }
    }

    private static int word(byte[] json, int start, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (!is(json, start + i, word[i])) {
                return ~Math.min(start + i, json.length);
            }
        }
        return start + word.length;
    }

    /** Scans a string from behind its opening quote, eight bytes at a time as long as they are plain characters. */
    static int string(byte[] json, int start) {
        int at = start;
        while (true) {
            at = plain(json, at);
            if (at == json.length) {
                return ~at;
            }
            byte c = json[at];
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\') {
                at = escape(json, at);
            } else if (c < 0) {
                at = multiByte(json, at);
            } else {
                return ~at;
            }
            if (at < 0) {
                return at;
            }
        }
    }

    /** Skips printable ASCII up to the next quote, backslash, control character or byte above 127. */
    private static int plain(byte[] json, int start) {
        int at = start;
        while (at + Long.BYTES <= json.length) {
            long stops = stops((long) EIGHT_BYTES.get(json, at));
            if (stops != 0) {
                return at + (Long.numberOfTrailingZeros(stops) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < json.length && json[at] >= 0x20 && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * The high bit of each byte that is not plain. A borrow can set bits above the first such byte, so only the lowest
     * one is exact.
     */
    private static long stops(long bytes) {
        long quote = bytes ^ (ONES * '"');
        long backslash = bytes ^ (ONES * '\\');
        long below = (quote - ONES) | (backslash - ONES) | (bytes - ONES * 0x20);
        return (below | bytes) & HIGH_BITS;
    }

    private static int escape(byte[] json, int start) {
        if (start + 1 == json.length) {
            return ~json.length;
        }
        return switch (json[start + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2;
            case 'u' -> unicode(json, start);
            default -> ~start;
        };
    }

    /** Scans a unicode escape, or two of them where the first is a high surrogate. */
    private static int unicode(byte[] json, int start) {
        int first = hex(json, start + 2);
        if (first < 0 || isLowSurrogate(first)) {
            return ~start;
        }
        if (first < Character.MIN_HIGH_SURROGATE || first > Character.MAX_HIGH_SURROGATE) {
            return start + 6;
        }
        boolean paired = is(json, start + 6, '\\') && is(json, start + 7, 'u') && isLowSurrogate(hex(json, start + 8));
        return paired ? start + 12 : ~start;
    }

    private static boolean isLowSurrogate(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }

    /** Reads four hexadecimal digits; negative if they are not. */
    private static int hex(byte[] json, int start) {
        if (start + 4 > json.length) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = json[i] < 0 ? -1 : Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** Scans a character of two to four bytes: shortest form only, no surrogates, nothing above U+10FFFF. */
    private static int multiByte(byte[] json, int start) {
        int lead = json[start] & 0xff;
        int second = start + 1 < json.length ? json[start + 1] & 0xff : 0;
        int length;
        if (lead >= 0xc2 && lead <= 0xdf) {
            length = 2;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            length = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ? 0 : 3;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            length = (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f) ? 0 : 4;
        } else {
            length = 0;
        }
        if (length == 0 || start + length > json.length) {
            return ~start;
        }
        for (int i = start + 1; i < start + length; i++) {
            if ((json[i] & 0xc0) != 0x80) {
                return ~start;
            }
        }
        return start + length;
    }

    private static int number(byte[] json, int start) {
        int first = is(json, start, '-') ? start + 1 : start;
        int at = is(json, first, '0') ? first + 1 : digits(json, first);
        if (at == first) {
            return ~at;
        }
        int magnitude = at - first;
        if (is(json, at, '.')) {
            int fraction = at + 1;
            at = digits(json, fraction);
            if (at == fraction) {
                return ~at;
            }
        }
        if (is(json, at, 'e') || is(json, at, 'E')) {
            int exponent = is(json, at + 1, '+') || is(json, at + 1, '-') ? at + 2 : at + 1;
            at = digits(json, exponent);
            if (at == exponent) {
                return ~Math.min(at, json.length);
            }
            return isFinite(json, start, at) ? at : ~start;
        }
        return magnitude <= SAFE_MAGNITUDE || isFinite(json, start, at) ? at : ~start;
    }

    /** Whether a number fits into a double. Slow, but hardly any record has such a number. */
    static boolean isFinite(byte[] json, int start, int end) {
        return Double.isFinite(Double.parseDouble(new String(json, start, end - start, StandardCharsets.US_ASCII)));
    }

    static int digits(byte[] json, int start) {
        int at = start;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    static int blanks(byte[] json, int start) {
        int at = start;
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }

    static boolean is(byte[] json, int at, int c) {
        return at < json.length && json[at] == c;
    }
}
