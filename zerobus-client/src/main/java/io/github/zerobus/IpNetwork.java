package io.github.zerobus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network of IP addresses, or a single address. Looks up no names. */
final class IpNetwork {

    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final byte[] address;
    private final int bits;

    private IpNetwork(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    static boolean isAddress(String text) {
        return V4.matcher(text).matches() || V6.matcher(text).matches();
    }

    /** Returns null if the text is neither an address nor an address with a number of bits. */
    @Nullable
    static IpNetwork parse(String text) {
        String[] parts = text.split("/", -1);
        byte[] address = address(parts[0]);
        if (address == null || parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            return null;
        }
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * Byte.SIZE;
        return bits > address.length * Byte.SIZE ? null : new IpNetwork(address, bits);
    }

    private static byte @Nullable [] address(String text) {
        try {
            return isAddress(text) ? InetAddress.getByName(text).getAddress() : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether the host is an address in this network; a name is not. */
    boolean contains(String host) {
        byte[] other = address(host);
        return other != null && other.length == address.length && Arrays.equals(start(other), start(address));
    }

    private byte[] start(byte[] of) {
        byte[] start = Arrays.copyOf(of, (bits + Byte.SIZE - 1) / Byte.SIZE);
        if (bits % Byte.SIZE != 0) {
            start[start.length - 1] &= (byte) (0xff << (Byte.SIZE - bits % Byte.SIZE));
        }
        return start;
    }
}
