package io.github.zerobus;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes text of a server, a proxy, a gateway or a token endpoint safe to show: one short line, without control
 * characters and without credentials. All such text passes here before it reaches a log or an exception. Not API.
 */
@Internal
public final class ForeignText {

    private static final int MAX_LENGTH = 200;
    /** Limits the work for the patterns; more than that is cut in any case. */
    private static final int MAX_INPUT = 8_192;

    private static final int MAX_CAUSES = 10;
    private static final int MAX_LINES = 4;
    /** Shorter values would hide ordinary words. */
    private static final int MIN_SECRET = 6;

    private static final String MASK = "***";
    private static final String CUT = "...";
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer|basic|digest|negotiate)(?:\\s|%20|\\+|:)++[\\w.~+/=%-]{6,}");
    private static final Pattern NAMED = Pattern.compile("(?i)(access_token|refresh_token|client_secret|password|"
            + "authorization)([\"']?\\s*[:=]\\s*[\"']?)(?!(?:bearer|basic|digest|negotiate)\\b)[^\\s\"'&,;<>]+");
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w.=-]{8,}|\\bdapi[0-9a-f]{8,}");
    /** What can be a part of a secret that was cut. */
    private static final int MIN_PART = 12;

    private static final Pattern RUN = Pattern.compile("[\\w.~+/=-]{" + MIN_PART + ",}");

    private ForeignText() {}

    /**
     * Returns the text in a form that is safe to show.
     *
     * @param text the text, or null for none
     * @param secrets values that must not be shown, also not in parts
     * @return at most 200 characters in one line, and dots if the text was cut
     */
    public static String of(@Nullable String text, Collection<String> secrets) {
        if (text == null) {
            return "";
        }
        String masked = text;
        for (String secret : secrets) {
            masked = secret.length() < MIN_SECRET ? masked : masked.replace(secret, MASK);
        }
        return escape(patterns(masked.substring(0, Math.min(masked.length(), MAX_INPUT)), secrets));
    }

    /**
     * Returns a cause whose messages are safe to show: the given one if they are, else one that names its type.
     *
     * @param cause the cause, or null
     * @param secrets values that must not be shown
     * @return the cause, a copy of its text, or null
     */
    public static @Nullable Throwable cause(@Nullable Throwable cause, Collection<String> secrets) {
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MAX_CAUSES && isSafe(next, secrets); depth++) {
            next = next.getCause();
        }
        return cause == null || next == null ? cause : copy(cause, secrets);
    }

    /** Netty adds a line with its handlers; line feeds are allowed for that if the rest is safe. */
    private static boolean isSafe(Throwable cause, Collection<String> secrets) {
        String message = cause.getMessage();
        return message == null
                || (message.lines().count() <= MAX_LINES
                        && message.lines().allMatch(line -> of(line, secrets).equals(line)));
    }

    /** Failures of TLS and of proxies keep their type, by which callers choose the remedy. */
    private static Throwable copy(Throwable cause, Collection<String> secrets) {
        Throwable known = cause;
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MAX_CAUSES && known == cause; depth++) {
            known = next instanceof SSLException || next instanceof ProxyException ? next : cause;
            next = next.getCause();
        }
        String text = known.getClass().getName() + ": " + of(known.getMessage(), secrets);
        Throwable copy = known instanceof SSLException
                ? new SSLException(text)
                : known instanceof ProxyException ? new ProxyException(text, null) : new IOException(text);
        copy.setStackTrace(known.getStackTrace());
        return copy;
    }

    private static String patterns(String text, Collection<String> secrets) {
        String masked = SCHEME.matcher(text).replaceAll("$1 " + MASK);
        masked = NAMED.matcher(masked).replaceAll("$1$2" + MASK);
        masked = TOKEN.matcher(masked).replaceAll(MASK);
        List<String> hidden =
                secrets.stream().filter(secret -> secret.length() >= MIN_SECRET).toList();
        return hidden.isEmpty()
                ? masked
                : RUN.matcher(masked).replaceAll(run -> isPart(run.group(), hidden) ? MASK : "$0");
    }

    /** A cut secret may have other characters around it. */
    private static boolean isPart(String run, List<String> secrets) {
        return IntStream.rangeClosed(0, run.length() - MIN_PART)
                .mapToObj(at -> run.substring(at, at + MIN_PART))
                .anyMatch(part -> secrets.stream().anyMatch(secret -> secret.contains(part)));
    }

    private static String escape(String text) {
        StringBuilder line = new StringBuilder();
        int length = text.length();
        int at = 0;
        while (at < length && line.length() < MAX_LENGTH) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\n' || c == '\r' || c == '\t') {
                line.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
            } else if (isShown(c)) {
                line.appendCodePoint(c);
            } else {
                line.append(String.format("\\u%04x", c));
            }
        }
        if (at < length || line.length() > MAX_LENGTH) {
            line.setLength(MAX_LENGTH - CUT.length());
            line.append(CUT);
        }
        return line.toString();
    }

    /** Formats include the characters that change the direction of text. */
    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
