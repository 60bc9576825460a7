import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;

/** Judges the EPUB files named on standard input, one a line, by EPUBCheck in one JVM: a line
 *  "file TAB severity TAB code TAB path TAB line TAB message" for each message that counts. */
public class Oracle extends MasterReport {
    private final String file;
    private final PrintStream out;

    Oracle(String file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    @Override
    public void message(Message m, EPUBLocation at, Object... args) {
        String severity = m.getSeverity().toString();
        if (severity.equals("USAGE") || severity.equals("INFO") || severity.equals("SUPPRESSED")) {
            return;
        }
        out.println(String.join("\t", file, severity, String.valueOf(m.getID()), at.getPath(),
            String.valueOf(at.getLine()), m.getMessage(args).replaceAll("\\s+", " ")));
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() { return 0; }

    @Override
    public void initialize() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        PrintStream none = new PrintStream(PrintStream.nullOutputStream());
        System.setOut(none); // EPUBCheck talks
        System.setErr(none);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String file; (file = in.readLine()) != null;) {
            judge(file, out);
        }
        System.exit(0);
    }

    /** Some books it never comes back from: those are left out. */
    private static void judge(String file, PrintStream out) throws InterruptedException {
        Thread thread = new Thread(() -> {
            try {
                new EpubCheck(new File(file), new Oracle(file, out)).doValidate();
            } catch (Throwable t) {
                out.println(String.join("\t", file, "CRASH", "", "", "0", String.valueOf(t)));
            }
            out.println(file + "\tDONE");
        });
        thread.setDaemon(true);
        thread.start();
        thread.join(30000);
    }
}
