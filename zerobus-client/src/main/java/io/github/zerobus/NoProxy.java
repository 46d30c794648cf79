package io.github.zerobus;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hosts that are connected directly, in the spellings that other programs accept: names, which include all names below
 * them, {@code .name}, {@code *.name}, addresses, networks such as {@code 10.0.0.0/8}, beginnings of addresses such as
 * {@code 10.12.}, each with or without a port, and {@code *} for all hosts.
 */
final class NoProxy {

    static final NoProxy NONE = new NoProxy(List.of());

    private static final Pattern SEPARATORS = Pattern.compile("[,;|\\s]+");
    private static final Pattern PORT = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Pattern ADDRESS_START = Pattern.compile("(?:\\d{1,3}\\.){1,3}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*");

    private interface Rule {
        boolean matches(String host);
    }

    private record Entry(String text, Rule rule, int port) {

        boolean matches(String host, int targetPort) {
            return (port < 0 || port == targetPort) && rule.matches(host);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final List<Entry> entries;

    private NoProxy(List<Entry> entries) {
        this.entries = entries;
    }

    /** Splits each text at commas, blanks and bars. */
    static Stream<String> split(Stream<String> texts) {
        return texts.flatMap(text -> Arrays.stream(SEPARATORS.split(text)))
                .map(entry -> entry.replace("\"", "").replace("'", ""))
                .filter(entry -> !entry.isEmpty());
    }

    /** @throws InvalidOptionException if an entry has none of the spellings */
    static NoProxy of(Stream<String> entries) {
        return new NoProxy(entries.map(NoProxy::entry).toList());
    }

    boolean matches(String host, int port) {
        String name = withoutBrackets(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> entry.matches(name, port));
    }

    private static Entry entry(String text) {
        String entry = text.toLowerCase(Locale.ROOT);
        Matcher withPort = PORT.matcher(entry);
        return withPort.matches()
                ? new Entry(text, rule(text, withPort.group(1)), Integer.parseInt(withPort.group(2)))
                : new Entry(text, rule(text, entry), -1);
    }

    private static Rule rule(String text, String entry) {
        String host = withoutBrackets(entry);
        if (host.equals("*")) {
            return any -> true;
        }
        if (host.contains("/") || host.contains(":") || IpNetwork.isAddress(host)) {
            IpNetwork network = IpNetwork.parse(host);
            return network == null ? refuse(text) : network::contains;
        }
        return ADDRESS_START.matcher(host).matches() ? name -> name.startsWith(host) : ofName(text, host);
    }

    private static Rule ofName(String text, String host) {
        boolean end = host.matches("\\*[^.].*");
        String name = host.replaceFirst("^\\*?\\.?", "").replaceFirst("\\.$", "");
        if (!NAME.matcher(name).matches()) {
            return refuse(text);
        }
        return end ? other -> other.endsWith(name) : other -> other.equals(name) || other.endsWith("." + name);
    }

    private static Rule refuse(String text) {
        throw new InvalidOptionException(
                "no-proxy",
                "'" + text + "'",
                "an entry is a host name, *.name, an IP address, a network such as 10.0.0.0/8, or *, with or without a port");
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
