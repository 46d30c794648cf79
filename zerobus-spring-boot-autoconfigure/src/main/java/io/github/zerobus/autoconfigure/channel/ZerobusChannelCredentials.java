package io.github.zerobus.autoconfigure.channel;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.DefaultGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelFactory;

/**
 * Provides credentials for the endpoint, and delegates to the application's provider for all other targets. Boot's
 * provider returns insecure credentials for a target that is not a configured channel, and TLS cannot be added to a
 * builder afterwards. Does not implement {@link ChannelCredentialsProvider}, since Boot injects the only bean of that
 * type.
 */
final class ZerobusChannelCredentials {

    private final ChannelSettings settings;
    private final ObjectProvider<ChannelCredentialsProvider> others;

    /** Whether a factory has requested credentials for the endpoint; otherwise it uses others, possibly none. */
    private volatile boolean requested;

    ZerobusChannelCredentials(ChannelSettings settings, ObjectProvider<ChannelCredentialsProvider> others) {
        this.settings = settings;
        this.others = others;
    }

    String target() {
        return "dns:///" + settings.endpoint().authority();
    }

    boolean wereRequested() {
        return requested;
    }

    void setOn(GrpcChannelFactory factory) {
        if (factory instanceof DefaultGrpcChannelFactory<?> settable) {
            settable.setCredentialsProvider(this::credentials);
        }
    }

    private ChannelCredentials credentials(String target) {
        if (!target.equals(target())) {
            return others.getIfAvailable(() -> ChannelCredentialsProvider.INSECURE)
                    .getChannelCredentials(target);
        }
        requested = true;
        return settings.endpoint().tls() ? tls() : InsecureChannelCredentials.create();
    }

    private ChannelCredentials tls() {
        BundleManagers certificates = settings.certificates();
        if (certificates == null) {
            return TlsChannelCredentials.create();
        }
        return TlsChannelCredentials.newBuilder()
                .keyManager(certificates.keyManagers())
                .trustManager(certificates.trustManagers())
                .build();
    }
}
