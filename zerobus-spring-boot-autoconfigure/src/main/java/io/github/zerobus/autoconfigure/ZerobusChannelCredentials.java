package io.github.zerobus.autoconfigure;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.DefaultGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelFactory;

/**
 * Credentials for our targets, in front of the application's for all others. Boot's own provider answers "insecure" for
 * a target that is no configured channel, and TLS cannot be added to a builder afterwards. No provider itself, since
 * Boot injects the one that there is.
 */
final class ZerobusChannelCredentials {

    private final ChannelSettings settings;
    private final ObjectProvider<ChannelCredentialsProvider> others;
    /** Whether anybody has asked us for our target: else the factory uses other credentials, perhaps none. */
    private volatile boolean asked;

    ZerobusChannelCredentials(ChannelSettings settings, ObjectProvider<ChannelCredentialsProvider> others) {
        this.settings = settings;
        this.others = others;
    }

    String target() {
        return "dns:///" + settings.endpoint().authority();
    }

    boolean isAsked() {
        return asked;
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
        asked = true;
        return settings.endpoint().tls() ? tls() : InsecureChannelCredentials.create();
    }

    private ChannelCredentials tls() {
        SslBundle bundle = settings.bundle();
        if (bundle == null) {
            return TlsChannelCredentials.create();
        }
        return TlsChannelCredentials.newBuilder()
                .keyManager(bundle.getManagers().getKeyManagers())
                .trustManager(bundle.getManagers().getTrustManagers())
                .build();
    }
}
