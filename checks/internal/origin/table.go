package origin

import (
	"strings"
	"sync"
)

// row says which functions of a package are origins: all, only some, or all
// but some.
type row struct {
	family    Family
	only, but map[string]bool
}

func names(list string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		m[name] = true
	}
	return m
}

func only(f Family, list string) row { return row{family: f, only: names(list)} }

func allBut(f Family, list string) row { return row{family: f, but: names(list)} }

// functions are the origins by import path. The table is made when a check first
// asks: most starts of the program look at no code.
var functions = sync.OnceValue(func() map[string]row {
	return map[string]row{
		"time": only(Clock, "Now Since Until After Tick NewTimer NewTicker"),
		"google.golang.org/protobuf/types/known/timestamppb": only(Clock, "Now"),
		"github.com/golang/protobuf/ptypes":                  only(Clock, "TimestampNow"),
		"github.com/jinzhu/now":                              allBut(Clock, "New Parse MustParse With ParseInLocation"),

		// What these make from a seed is as good as the seed.
		"math/rand":    allBut(Random, "New NewSource NewZipf Seed"),
		"math/rand/v2": allBut(Random, "New NewPCG NewChaCha8 NewZipf"),
		"crypto/rand":  allBut(Random, ""),

		"github.com/google/uuid":                     only(Random, "New NewString NewRandom NewUUID NewV6 NewV7 NewDCEGroup NewDCEPerson NewDCESecurity"),
		"github.com/pborman/uuid":                    only(Random, "New NewRandom NewUUID NewDCEGroup NewDCEPerson NewDCESecurity"),
		"github.com/gofrs/uuid":                      only(Random, "NewV1 NewV4 NewV6 NewV7"),
		"github.com/gofrs/uuid/v5":                   only(Random, "NewV1 NewV4 NewV6 NewV7"),
		"github.com/satori/go.uuid":                  only(Random, "NewV1 NewV2 NewV4"),
		"github.com/nu7hatch/gouuid":                 only(Random, "NewV4"),
		"github.com/hashicorp/go-uuid":               only(Random, "GenerateUUID GenerateRandomBytes"),
		"github.com/twinj/uuid":                      only(Random, "NewV1 NewV2 NewV4"),
		"github.com/rs/xid":                          only(Random, "New NewWithTime"),
		"github.com/segmentio/ksuid":                 only(Random, "New NewRandom NewRandomWithTime"),
		"github.com/oklog/ulid":                      only(Random, "Make"),
		"github.com/oklog/ulid/v2":                   only(Random, "Make DefaultEntropy"),
		"github.com/teris-io/shortid":                only(Random, "Generate MustGenerate"),
		"github.com/lithammer/shortuuid":             only(Random, "New"),
		"github.com/lithammer/shortuuid/v3":          only(Random, "New"),
		"github.com/lithammer/shortuuid/v4":          only(Random, "New"),
		"github.com/matoous/go-nanoid":               only(Random, "Nanoid ID Generate"),
		"github.com/matoous/go-nanoid/v2":            only(Random, "New Must Generate MustGenerate"),
		"github.com/dchest/uniuri":                   only(Random, "New NewLen NewLenChars NewLenBytes"),
		"github.com/thanhpk/randstr":                 allBut(Random, ""),
		"github.com/sony/sonyflake":                  only(Random, "NewSonyflake"),
		"go.mongodb.org/mongo-driver/bson/primitive": only(Random, "NewObjectID"),
		"gopkg.in/mgo.v2/bson":                       only(Random, "NewObjectId"),
		"github.com/globalsign/mgo/bson":             only(Random, "NewObjectId"),
		"golang.org/x/crypto/bcrypt":                 only(Random, "GenerateFromPassword"),
		// The salt and every ECDSA nonce come from the machine.
		"github.com/hyperledger/fabric/common/util": only(Random, "GenerateUUID GenerateBytesUUID CreateUtcTimestamp"),

		"os": only(Host, "Getenv LookupEnv Environ ExpandEnv Hostname Getpid Getppid Getuid Getgid Getwd ReadFile ReadDir Open OpenFile "+
			"Stat Lstat Readlink UserHomeDir UserCacheDir UserConfigDir TempDir MkdirTemp CreateTemp Executable Getpagesize"),
		"syscall":       only(Host, "Getenv Environ Getpid Getwd Gettimeofday"),
		"io/ioutil":     only(Host, "ReadFile ReadDir TempDir TempFile"),
		"path/filepath": only(Host, "Abs Glob EvalSymlinks"),
		"os/user":       only(Host, "Current Lookup LookupId"),
		"os/exec":       only(Host, "Command CommandContext LookPath"),
		// runtime.Version, GOOS and GOARCH are the binary's. What debug sets
		// comes from GOGC and GOMEMLIMIT first, and a stack has the number of
		// its goroutine and addresses.
		"runtime":       only(Host, "NumCPU GOMAXPROCS NumGoroutine NumCgoCall GOROOT ReadMemStats Stack"),
		"runtime/debug": only(Host, "SetGCPercent SetMemoryLimit ReadGCStats Stack"),
		"net": only(Host, "Dial DialTimeout DialTCP DialUDP Interfaces InterfaceAddrs InterfaceByName LookupHost LookupIP LookupAddr "+
			"LookupCNAME LookupMX LookupNS LookupPort LookupSRV LookupTXT ResolveTCPAddr ResolveUDPAddr ResolveIPAddr"),
		"net/http":                        only(Host, "Get Head Post PostForm ProxyFromEnvironment"),
		"database/sql":                    only(Host, "Open"),
		"github.com/joho/godotenv":        only(Host, "Read Load Overload"),
		"github.com/spf13/viper":          allBut(Host, "New NewWithOptions Set SetDefault SetConfigName SetConfigType AddConfigPath SetConfigFile SetEnvPrefix BindEnv AutomaticEnv ReadInConfig"),
		"github.com/shirou/gopsutil/host": allBut(Host, ""),
	}
})

// ofMethod is the family of a method of a type of another package.
func ofMethod(path, name, recv string) Family {
	switch path {
	case "github.com/benbjohnson/clock", "github.com/jonboulle/clockwork", "github.com/facebookgo/clock",
		"code.cloudfoundry.org/clock", "k8s.io/utils/clock":
		// An interface before the wall clock, so that tests can turn it.
		if name == "Now" || name == "Since" || name == "Until" {
			return Clock
		}
	case "net/http":
		if recv == "Client" && (name == "Do" || name == "Get" || name == "Head" || name == "Post" || name == "PostForm") {
			return Host
		}
	case "github.com/go-resty/resty/v2":
		if recv == "Request" && (name == "Get" || name == "Post" || name == "Put" || name == "Execute") {
			return Host
		}
	case "database/sql":
		if name == "Query" || name == "QueryRow" || name == "QueryContext" || name == "QueryRowContext" {
			return Host
		}
	}
	return ""
}
