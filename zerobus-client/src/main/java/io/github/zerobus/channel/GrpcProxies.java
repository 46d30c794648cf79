package io.github.zerobus.channel;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.ForeignText;
import io.github.zerobus.Internal;
import io.github.zerobus.ProxyException;
import io.github.zerobus.ProxyRules;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Selects the proxy of a channel by our rules instead of gRPC's detection, which reads system properties. Not API. */
@Internal
public final class GrpcProxies implements ProxyDetector {

    private final ProxyRules rules;

    GrpcProxies(ProxyRules rules) {
        this.rules = rules;
    }

    @Override
    public @Nullable ProxiedSocketAddress proxyFor(SocketAddress target) throws java.io.IOException {
        if (!(target instanceof InetSocketAddress address)) {
            return null;
        }
        Optional<EngineAccess.HttpProxy> proxy =
                EngineAccess.proxyFor(rules, address.getHostString(), address.getPort());
        return proxy.isEmpty() ? null : through(proxy.get(), address);
    }

    /**
     * Translates a failure of the transport that a proxy caused.
     *
     * @param cause failure of the transport, or null
     * @return the failure of the proxy, or null for all other failures
     */
    public static @Nullable ProxyException failure(@Nullable Throwable cause) {
        return cause instanceof ProxyConnectException
                ? EngineAccess.proxyFailure(
                        "the proxy refused the CONNECT tunnel: " + ForeignText.of(cause.getMessage(), List.of()), cause)
                : null;
    }

    private static ProxiedSocketAddress through(EngineAccess.HttpProxy proxy, InetSocketAddress target)
            throws UnknownHostException {
        InetSocketAddress address = proxy.address();
        return HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress(target)
                .setProxyAddress(
                        new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort()))
                .setUsername(proxy.user().orElse(null))
                .setPassword(proxy.password().orElse(null))
                .build();
    }
}
