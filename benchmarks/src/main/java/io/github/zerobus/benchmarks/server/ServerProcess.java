package io.github.zerobus.benchmarks.server;

import io.github.zerobus.benchmarks.process.Arguments;
import io.github.zerobus.benchmarks.process.Parent;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** The server's JVM. All compared launches use the same one, so that it is warm for each of them. */
public final class ServerProcess {

    private ServerProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Parent.watch();
        LongAdder records = new LongAdder();
        ServerOptions options = ServerOptions.of(Arguments.parse(args));
        ServerCertificate certificate = options.tls() ? new ServerCertificate() : null;
        Arguments answer = Arguments.none()
                .with("port", new IngestServer(options, certificate, records).start())
                .with("httpPort", new HttpEndpoint(records).start());
        Parent.answer("READY", certificate == null ? answer : answer.with(Arguments.ROOT, certificate.root()));
        Parent.stay();
    }
}
