module example.com/program

go 1.21

require github.com/hyperledger/fabric-chaincode-go/v2 v2.3.0

replace github.com/hyperledger/fabric-chaincode-go/v2 => ./shim
