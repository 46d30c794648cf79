package io.github.zerobus.channel;

import io.github.zerobus.Endpoint;
import io.github.zerobus.ProxyRules;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/** Makes channels where nobody brings any: plain Netty, with the JVM's trust where the endpoint is https. */
public record NettyChannelMaker(Endpoint endpoint, String userAgent, ProxyRules proxy, GrpcChannelCustomizer customizer)
        implements GrpcChannels.Maker {

    @Override
    public ManagedChannel make(int subStream, GrpcChannelCustomizer last) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port());
        if (!endpoint.tls()) {
            builder.usePlaintext();
        }
        builder.userAgent(userAgent).proxyDetector(new GrpcProxies(proxy));
        customizer.customize(subStream, builder);
        last.customize(subStream, builder);
        return builder.build();
    }
}
